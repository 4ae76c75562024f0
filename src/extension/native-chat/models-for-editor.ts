import * as vscode from 'vscode';
import {
  registerChatModelProvider,
  type ChatModelProvider,
  type ModelInformation,
  type RequestMessage,
} from '../adapters/language-model-api.ts';
import type { Client } from '../../agents/client/client.ts';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { Model } from '../../agents/protocol/model.ts';
import { keyedProviders, providerNames } from '../host-link/keys.ts';
import type { Services } from '../services.ts';
import { runTurn } from './run-turn.ts';
import { toPrompt, type PlainMessage } from './to-prompt.ts';
import { toSignal } from './to-signal.ts';

export const vendor = 'conductor';

/** Where a model's maker does not say. */
const usualContextTokens = 32_000;
const usualOutputTokens = 4_096;
const charactersOfToken = 4;

function toInformation(model: Model): ModelInformation {
  const output = model.maxOutputTokens ?? usualOutputTokens;
  const context = model.contextTokens ?? usualContextTokens;
  return {
    id: model.ref,
    name: model.name,
    family: model.id,
    version: '1',
    detail: providerNames[model.provider],
    tooltip: model.description,
    maxInputTokens: Math.max(1_000, context - output),
    maxOutputTokens: output,
    capabilities: {},
  };
}

function textOf({ content }: Pick<RequestMessage, 'content'>): string {
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

function toPlain(message: RequestMessage): PlainMessage {
  const isAssistant = message.role === vscode.LanguageModelChatMessageRole.Assistant;
  return { role: isAssistant ? 'assistant' : 'user', text: textOf(message) };
}

/**
 * Answers what another extension asks. The contract speaks of conversations only, so each request is one that never
 * shows in the list and is taken away in the end; its cost is in the ledger as any other.
 */
async function respond(
  client: Client,
  ref: string,
  messages: readonly RequestMessage[],
  { onText, signal }: { onText: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  const title = vscode.l10n.t('Asked by another extension');
  const { id } = await client.call('POST /api/conversations', { body: { title, model: ref } });
  const params = { id };
  try {
    await client.call('PUT /api/conversations/{id}/archive', { params, body: { isArchived: true } });
    const message = { content: toPrompt(messages.map(toPlain)), model: ref };
    for await (const event of runTurn({ client, conversationId: id, message, signal })) {
      if (event.type === 'text') onText(event.data.delta);
      if (event.type === 'error') throw toLanguageModelError(event.data.code, event.data.message);
    }
  } finally {
    await client.call('DELETE /api/conversations/{id}', { params, query: {} });
  }
}

/** The editor's own kinds of failure, so that callers know what they may try again. */
function toLanguageModelError(code: string, message: string): Error {
  if (code === 'model_not_found' || code === 'model_gone') return vscode.LanguageModelError.NotFound(message);
  if (code === 'rate_limited' || code === 'refused') return vscode.LanguageModelError.Blocked(message);
  if (code === 'permission_denied' || code === 'no_key' || code === 'wrong_key') {
    return vscode.LanguageModelError.NoPermissions(message);
  }
  return new vscode.LanguageModelError(message);
}

/**
 * Offers the host's usable models to the editor's chat and to other extensions. The editor's own models are left out:
 * they came from here.
 */
export function registerModelsForEditor({ hostLink, keys, log, editorAsks }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const tell = (): void => changed.fire();
  const provider: ChatModelProvider = {
    onDidChangeLanguageModelChatInformation: changed.event,
    async provideLanguageModelChatInformation() {
      const { client } = await hostLink.get();
      // The editor waits for this answer before it gives any of its own, so it must not be asked for its own meanwhile.
      const { models } = await editorAsks.run(true, () => client.call('GET /api/models', { query: {} }));
      const offered: readonly string[] = ['local', ...keyedProviders];
      return models.filter((model) => model.unusable === null && offered.includes(model.provider)).map(toInformation);
    },
    async provideLanguageModelChatResponse(...[model, messages, , progress, token]) {
      try {
        const { client } = await hostLink.get();
        const onText = (text: string): void => progress.report(new vscode.LanguageModelTextPart(text));
        await respond(client, model.id, messages, { onText, signal: toSignal(token) });
      } catch (cause) {
        if (cause instanceof vscode.LanguageModelError) throw cause;
        const error = toConductorError(cause);
        log.write('warn', 'model_request_failed', { code: error.code, message: error.message });
        throw toLanguageModelError(error.code, error.message);
      }
    },
    provideTokenCount: (_, text) => {
      const length = typeof text === 'string' ? text.length : textOf(text).length;
      return Promise.resolve(Math.ceil(length / charactersOfToken));
    },
  };
  const registered = registerChatModelProvider(vendor, provider);
  return vscode.Disposable.from(
    changed,
    registered ?? changed,
    keys.onChange(tell),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('conductor.providers')) tell();
    }),
  );
}
