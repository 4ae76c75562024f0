import * as vscode from 'vscode';
import type { Client } from '../../agents/client/client.ts';
import { isConductorError, toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import type { RunEvent } from '../../agents/protocol/events.ts';
import type { Intent } from '../../agents/protocol/message.ts';
import { toFileItem, toSelectionItem } from '../editor/context-items.ts';
import type { Services } from '../services.ts';
import { runTurn } from './run-turn.ts';
import { toSignal } from './to-signal.ts';

export const participantId = 'conductor.chat';
const mostReferences = 20;

/** The participant's commands are our intents under the names that people know. */
const intents: Readonly<Record<string, Intent>> = {
  explain: 'explain',
  fix: 'fix',
  improve: 'improve',
  tests: 'tests',
  doc: 'document',
};

interface Answered {
  readonly conversationId: string;
  readonly intent: Intent;
}

function isAnswered(metadata: unknown): metadata is Answered {
  return typeof metadata === 'object' && metadata !== null && 'conversationId' in metadata;
}

function wordsFor(intent: Intent): string {
  switch (intent) {
    case 'fix':
      return vscode.l10n.t('Find and fix what is wrong in this code.');
    case 'improve':
      return vscode.l10n.t('Improve this code, and say what you changed and why.');
    case 'tests':
      return vscode.l10n.t('Write tests for this code.');
    case 'document':
      return vscode.l10n.t('Write the documentation for this code.');
    default:
      return vscode.l10n.t('Explain this code.');
  }
}

/** What the editor adds by itself, because it is open, is no file that the person named. */
const isImplicit = ({ id }: vscode.ChatPromptReference): boolean => id.startsWith('vscode.implicit');

async function toContext(reference: vscode.ChatPromptReference): Promise<ContextItem | null> {
  const { value } = reference;
  if (value instanceof vscode.Uri) {
    const item = await toFileItem(value);
    return item !== null && isImplicit(reference) ? { ...item, kind: 'editor' } : item;
  }
  if (!(value instanceof vscode.Location)) return null;
  return toSelectionItem(await vscode.workspace.openTextDocument(value.uri), value.range);
}

async function readReferences(references: readonly vscode.ChatPromptReference[]): Promise<ContextItem[]> {
  const read = references.slice(0, mostReferences).map((reference) => toContext(reference).catch(() => null));
  return (await Promise.all(read)).filter((item) => item !== null);
}

/** The conversation that this thread went on in, if it is still there; else a new one. */
async function findConversation(client: Client, context: vscode.ChatContext): Promise<string> {
  const answered = context.history
    .filter((turn): turn is vscode.ChatResponseTurn => turn instanceof vscode.ChatResponseTurn)
    .map((turn): unknown => turn.result.metadata)
    .findLast(isAnswered);
  if (answered !== undefined) {
    try {
      return (await client.call('GET /api/conversations/{id}', { params: { id: answered.conversationId } })).id;
    } catch (cause) {
      if (!isConductorError(cause) || cause.code !== 'not_found') throw cause;
    }
  }
  return (await client.call('POST /api/conversations', { body: {} })).id;
}

/** The model that is picked in the editor's chat, where the host can use it; else the host's own choice. */
async function findModel(client: Client, picked: vscode.LanguageModelChat): Promise<string | undefined> {
  const ref = picked.vendor === 'conductor' ? picked.id : `vscode/${picked.vendor}/${picked.id}`;
  const { models } = await client.call('GET /api/models', { query: {} });
  return models.find((model) => model.ref === ref && model.unusable === null)?.ref;
}

/** Shows one event; returns the failure that it tells, if it does. */
function show(event: RunEvent, stream: vscode.ChatResponseStream): string | null {
  switch (event.type) {
    case 'text':
      stream.markdown(event.data.delta);
      return null;
    case 'tool_call':
      stream.progress(event.data.title);
      return null;
    case 'notice':
      stream.progress(event.data.message);
      return null;
    case 'error':
      return event.data.message;
    default:
      return null;
  }
}

async function answer(
  services: Services,
  request: vscode.ChatRequest,
  context: vscode.ChatContext,
  [stream, token]: [vscode.ChatResponseStream, vscode.CancellationToken],
): Promise<vscode.ChatResult> {
  const { client } = await services.hostLink.get();
  const intent = intents[request.command ?? ''] ?? 'ask';
  const [conversationId, model, items] = await Promise.all([
    findConversation(client, context),
    findModel(client, request.model),
    readReferences(request.references),
  ]);
  const message = {
    content: request.prompt.trim() === '' ? wordsFor(intent) : request.prompt,
    intent,
    context: items,
    ...(model === undefined ? {} : { model }),
  };
  let failure: string | null = null;
  for await (const event of runTurn({ client, conversationId, message, signal: toSignal(token) })) {
    failure = show(event, stream) ?? failure;
  }
  const metadata: Answered = { conversationId, intent };
  if (failure !== null) return { errorDetails: { message: failure }, metadata: { ...metadata } };
  const title = vscode.l10n.t('Open in Conductor');
  stream.button({ command: 'conductor.openConversation', title, arguments: [conversationId] });
  return { metadata: { ...metadata } };
}

function followupsFor({ intent }: Answered): vscode.ChatFollowup[] {
  const tests = { prompt: '', command: 'tests', label: vscode.l10n.t('Write tests for this') };
  const explain = {
    prompt: vscode.l10n.t('Explain that in more detail.'),
    label: vscode.l10n.t('Explain in more detail'),
  };
  return intent === 'tests' ? [explain] : [explain, tests];
}

/** `@conductor` in the editor's own chat, answered by the same host. */
export function registerParticipant(services: Services): vscode.Disposable {
  const participant = vscode.chat.createChatParticipant(participantId, async (request, context, stream, token) => {
    try {
      return await answer(services, request, context, [stream, token]);
    } catch (cause) {
      const error = toConductorError(cause);
      services.log.write('warn', 'participant_failed', { code: error.code, message: error.message });
      return { errorDetails: { message: error.message } };
    }
  });
  participant.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.png');
  participant.followupProvider = {
    provideFollowups: ({ errorDetails, metadata }) =>
      errorDetails === undefined && isAnswered(metadata) ? followupsFor(metadata) : [],
  };
  return vscode.Disposable.from(participant);
}
