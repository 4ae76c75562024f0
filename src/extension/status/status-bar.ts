import * as vscode from 'vscode';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { CommandId } from '../commands/command-ids.ts';
import type { Services } from '../services.ts';

const refreshDelayMs = 200;

/** The name of the model that answers next in this conversation, else of the default one. */
async function readModelName({ hostLink }: Services, conversationId: string | null): Promise<string> {
  const { client } = await hostLink.get();
  const { models, defaultModel } = await client.call('GET /api/models', { query: {} });
  const conversation =
    conversationId === null
      ? undefined
      : await client.call('GET /api/conversations/{id}', { params: { id: conversationId } }).catch(() => undefined);
  const ref = conversation?.model ?? defaultModel;
  return models.find((model) => model.ref === ref)?.name ?? ref;
}

/**
 * Which model answers, and whether one is answering. Not to be seen before the chat was used in this window: it has
 * nothing to say until then.
 */
export function registerStatusBar(services: Services): vscode.Disposable {
  const { surfaces, keys, log } = services;
  const item = vscode.window.createStatusBarItem('conductor.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Conductor';
  item.command = 'conductor.selectModel' satisfies CommandId;
  let name = '';
  let timer: NodeJS.Timeout | undefined;

  const draw = (): void => {
    const isRunning = surfaces.all.some((surface) => surface.isRunning);
    void vscode.commands.executeCommand('setContext', 'conductor.running', isRunning);
    item.text = isRunning ? `$(loading~spin) ${name}` : `$(comment-discussion) ${name}`;
    item.tooltip = isRunning
      ? vscode.l10n.t('Conductor is answering with {0}', name)
      : vscode.l10n.t('Conductor answers with {0}. Click to pick another model.', name);
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    if (surfaces.all.length > 0 && name !== '') item.show();
  };
  const refresh = async (): Promise<void> => {
    try {
      name = await readModelName(services, surfaces.current?.shown.conversationId ?? null);
      draw();
    } catch (cause) {
      // The host could not begin; whoever asked for it told the person.
      log.write('debug', 'status_not_read', { message: toConductorError(cause).message });
    }
  };
  const refreshSoon = (): void => {
    if (surfaces.all.length === 0) return;
    draw();
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), refreshDelayMs);
  };
  return vscode.Disposable.from(
    item,
    surfaces.onDidChange(refreshSoon),
    keys.onChange(refreshSoon),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('conductor')) refreshSoon();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
