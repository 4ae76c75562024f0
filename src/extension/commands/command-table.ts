import * as vscode from 'vscode';
import { askForAnyKey, removeAnyKey } from '../actions/ask-for-key.ts';
import { pickModel } from '../actions/pick-model.ts';
import { insertAtCursor } from '../actions/use-code.ts';
import { lastCodeBlock } from '../actions/last-code-block.ts';
import { openChatTab } from '../chat/chat-tab.ts';
import { composeAboutCode, type CodeTarget } from '../editor/compose-about-code.ts';
import { setDefaultModel } from '../host-link/settings.ts';
import type { Services } from '../services.ts';
import type { CommandId } from './command-ids.ts';

type Handler = (services: Services, argument: unknown) => unknown;

/** A light bulb's command names its code; one from a menu brings the resource's URI, and means the editor's selection. */
function toTarget(argument: unknown): CodeTarget | undefined {
  return typeof argument === 'object' && argument !== null && 'range' in argument && 'uri' in argument
    ? (argument as CodeTarget)
    : undefined;
}

const toUri = (argument: unknown): vscode.Uri | undefined => (argument instanceof vscode.Uri ? argument : undefined);

async function selectModel({ hostLink, keys, surfaces }: Services): Promise<void> {
  const { client } = await hostLink.get();
  const id = surfaces.current?.shown.conversationId ?? null;
  const conversation = id === null ? null : await client.call('GET /api/conversations/{id}', { params: { id } });
  const { defaultModel } = await client.call('GET /api/models', { query: {} });
  const picked = await pickModel({ client, keys, current: conversation?.model ?? defaultModel });
  if (picked === null) return;
  if (id === null) await setDefaultModel(picked);
  else await client.call('PUT /api/conversations/{id}', { params: { id }, body: { model: picked } });
}

async function insertLastCode({ hostLink, surfaces, editors }: Services): Promise<void> {
  const id = surfaces.current?.shown.conversationId ?? null;
  const { client } = await hostLink.get();
  const { messages } =
    id === null
      ? { messages: [] }
      : await client.call('GET /api/conversations/{id}/messages', { params: { id }, query: { limit: 20 } });
  const code = messages
    .filter(({ role }) => role === 'assistant')
    .map(({ content }) => lastCodeBlock(content))
    .findLast((block) => block !== null);
  if (code == null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The conversation that is shown holds no code.'));
    return;
  }
  await insertAtCursor(editors, code);
}

async function openDataFolder({ dataFolder }: Services): Promise<void> {
  await vscode.workspace.fs.createDirectory(dataFolder);
  const isRemote = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  if (!isRemote) {
    await vscode.commands.executeCommand('revealFileInOS', dataFolder);
    return;
  }
  const copy = vscode.l10n.t('Copy Path');
  const words = vscode.l10n.t('Conductor keeps its data in {0}', dataFolder.fsPath);
  if ((await vscode.window.showInformationMessage(words, copy)) === copy) {
    await vscode.env.clipboard.writeText(dataFolder.fsPath);
  }
}

/** Every command and what it does. */
const handlers: Readonly<Record<CommandId, Handler>> = {
  'conductor.newChat': ({ surfaces }) => surfaces.tellShown({ name: 'command', command: 'newChat' }),
  'conductor.focusChat': ({ surfaces }) => surfaces.tellShown({ name: 'command', command: 'focusInput' }),
  'conductor.openChatInEditor': ({ surfaces, context }) =>
    openChatTab(surfaces, context.extensionUri, surfaces.current?.shown.conversationId ?? null),
  'conductor.showHistory': ({ surfaces }) => surfaces.tellShown({ name: 'command', command: 'showHistory' }),
  'conductor.ask': (services, target) => composeAboutCode(services, 'ask', toTarget(target)),
  'conductor.explain': (services, target) => composeAboutCode(services, 'explain', toTarget(target)),
  'conductor.fix': (services, target) => composeAboutCode(services, 'fix', toTarget(target)),
  'conductor.improve': (services, target) => composeAboutCode(services, 'improve', toTarget(target)),
  'conductor.writeTests': (services, target) => composeAboutCode(services, 'tests', toTarget(target)),
  'conductor.document': (services, target) => composeAboutCode(services, 'document', toTarget(target)),
  'conductor.insertLastCode': insertLastCode,
  'conductor.setApiKey': ({ keys }) => askForAnyKey(keys),
  'conductor.removeApiKey': ({ keys }) => removeAnyKey(keys),
  'conductor.selectModel': selectModel,
  'conductor.stop': ({ surfaces }) => {
    for (const surface of surfaces.all) if (surface.isRunning) surface.tell({ name: 'command', command: 'stop' });
  },
  'conductor.exportConversation': ({ surfaces }) => surfaces.tellShown({ name: 'command', command: 'export' }),
  'conductor.showLog': ({ channel }) => channel.show(),
  'conductor.openDataFolder': openDataFolder,
  'conductor.openConversation': async ({ surfaces }, conversationId) => {
    if (typeof conversationId !== 'string') return;
    await surfaces.tellShown({ name: 'openConversation', conversationId });
  },
  'conductor.acceptReplacement': ({ proposals }, uri) => proposals.accept(toUri(uri)),
  'conductor.rejectReplacement': ({ proposals }, uri) => proposals.reject(toUri(uri)),
};

/** Registers every command; a failure is told to the person and kept in the log. */
export function registerCommands(services: Services): vscode.Disposable {
  const run = async (id: string, handler: Handler, argument: unknown): Promise<unknown> => {
    try {
      return await handler(services, argument);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      services.log.write('error', 'command_failed', { command: id, message });
      void vscode.window.showErrorMessage(message);
      return undefined;
    }
  };
  const registered = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, (argument: unknown) => run(id, handler, argument)),
  );
  return vscode.Disposable.from(...registered);
}
