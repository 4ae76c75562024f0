import type {
  CancellationToken,
  LanguageModel,
  LanguageModelApi,
} from '../../../src/agents/models/vscode/language-model-api.ts';
import type { ScriptedFailure } from '../../support/model-server/scripted-answer.ts';
import type { ModelScene } from './model-contract.ts';

export interface FakeMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface FakeLanguageModels {
  readonly lm: LanguageModelApi<FakeMessage>;
  readonly sent: { messages: FakeMessage[]; options: unknown }[];
  play(scene: ModelScene): void;
  /** Resolves when the request's token was cancelled. */
  abandoned(): Promise<void>;
}

export const fakeMessages = {
  User: (content: string): FakeMessage => ({ role: 'user', content }),
  Assistant: (content: string): FakeMessage => ({ role: 'assistant', content }),
};

/** What the editor throws: its own codes, and `Unknown` around the failure of whoever makes the model. */
function toThrown(failure: ScriptedFailure): Error {
  const codes: Partial<Record<ScriptedFailure, string>> = {
    permission_denied: 'NoPermissions',
    model_not_found: 'NotFound',
    rate_limited: 'Blocked',
  };
  const causes: Partial<Record<ScriptedFailure, string>> = {
    overloaded: 'The server is overloaded',
    context_too_long: 'Message exceeds token limit: prompt is too long',
    refused: 'Response got filtered: content_filter',
    wrong_key: 'authentication_error: token expired',
    provider_error: 'Reason: something went wrong',
  };
  const cause = new Error(causes[failure]);
  return Object.assign(new Error('Language model failed', { cause }), { code: codes[failure] ?? 'Unknown' });
}

function whenCancelled(token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    if (token.isCancellationRequested) resolve();
    else token.onCancellationRequested(() => resolve());
  });
}

/** The editor's language models, played by a script. */
export function createFakeLanguageModels(ids: readonly (readonly [vendor: string, id: string])[]): FakeLanguageModels {
  let scene: ModelScene | null = null;
  let cancelled: Promise<void> = Promise.resolve();
  const sent: FakeLanguageModels['sent'] = [];

  async function* speak(current: ModelScene, token: CancellationToken): AsyncGenerator<string> {
    if (current.kind === 'fail') throw toThrown(current.failure);
    for (const { type, delta } of current.answer.parts) {
      await Promise.resolve();
      if (type === 'text') yield delta;
    }
    if (current.kind === 'hang') await whenCancelled(token);
    if (current.kind === 'cut') throw Object.assign(new Error('net::ERR_CONNECTION_CLOSED'), { code: 'ECONNRESET' });
  }

  const models = ids.map(([vendor, id]): LanguageModel<FakeMessage> => ({
    id,
    vendor,
    name: `The ${id}`,
    family: id,
    version: '1',
    maxInputTokens: 64_000,
    sendRequest(messages, options, token) {
      sent.push({ messages, options });
      if (scene === null || token === undefined) return Promise.reject(new TypeError('nothing to play'));
      cancelled = whenCancelled(token);
      if (scene.kind === 'fail') return Promise.reject(toThrown(scene.failure));
      return Promise.resolve({ text: speak(scene, token) });
    },
    countTokens: (text) => Promise.resolve(Math.ceil(text.length / 4)),
  }));

  return {
    lm: {
      selectChatModels: (selector = {}) =>
        Promise.resolve(
          models.filter(
            (model) =>
              (selector.vendor === undefined || selector.vendor === model.vendor) &&
              (selector.id === undefined || selector.id === model.id),
          ),
        ),
    },
    sent,
    play(next) {
      scene = next;
    },
    abandoned: () => cancelled,
  };
}
