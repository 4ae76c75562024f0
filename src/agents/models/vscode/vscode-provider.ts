import type { Clock, ModelEvent, ModelProvider, ModelRequest } from '../../core/ports.ts';
import type { Unusable } from '../../protocol/model.ts';
import { mergeModels, toListedByName, type ListedModel } from '../merge-models.ts';
import { toTurns } from '../to-turns.ts';
import { guardAnswer } from '../wire/guard-answer.ts';
import { ListCache, type ListOutcome } from '../wire/list-cache.ts';
import {
  toCancellationToken,
  type CancellationToken,
  type LanguageModel,
  type LanguageModelApi,
  type MessageFactory,
} from './language-model-api.ts';
import { toEditorFailure } from './to-editor-failure.ts';

export interface VscodeProviderOptions<M> {
  /** `vscode.lm`. */
  readonly lm: LanguageModelApi<M>;
  /** `vscode.LanguageModelChatMessage`. */
  readonly messages: MessageFactory<M>;
  readonly clock: Clock;
}

/** Models that Conductor itself contributes to the editor: to use them here would be a loop. */
const ownVendor = 'conductor';
const name = 'Editor language models';
const justification = 'To answer in the Conductor chat.';

/** The language models that other extensions offer inside the editor. A model is named `vendor/id`. */
export function createVscodeProvider<M>(options: VscodeProviderOptions<M>): ModelProvider {
  const { lm, clock } = options;
  const cache = new ListCache({ clock, onTimeout: toUnreachable });

  const load = async (): Promise<ListOutcome> => {
    try {
      const models = await lm.selectChatModels();
      return { listed: models.filter((model) => model.vendor !== ownVendor).map(toListed), unusable: null };
    } catch {
      return { listed: null, unusable: toUnreachable() };
    }
  };

  /** The editor answers out of its memory, and its models come and go with other extensions: each time anew. */
  const ask = (signal: AbortSignal): Promise<ListOutcome> => cache.get({ identity: '', load, refresh: true, signal });

  return {
    id: 'vscode',

    async describe() {
      const { listed } = await ask(new AbortController().signal);
      const unusable: Unusable | null = listed === null ? toUnreachable() : listed.length === 0 ? noModels : null;
      return {
        id: 'vscode',
        name,
        json_mode: false,
        structured_output: false,
        available: unusable === null,
        unusable,
        needsKey: false,
      };
    },

    async listModels(signal) {
      const { listed, unusable } = await ask(signal);
      const today = clock.now().slice(0, 10);
      return mergeModels({
        provider: 'vscode',
        providerName: 'The editor',
        known: [],
        listed: listed ?? [],
        unusable,
        today,
      });
    },

    stream(request, signal) {
      let begun = false;
      const open = async function* (own: AbortSignal): AsyncGenerator<ModelEvent> {
        for await (const event of answer(options, request, own)) {
          begun = true;
          yield event;
        }
      };
      return guardAnswer({
        signal,
        open,
        toFailure: (thrown) => toEditorFailure(thrown, { model: request.model, begun, nowMs: Date.parse(clock.now()) }),
        toCut: () => ({
          code: 'stream_cut',
          message: 'The editor’s language model broke off without an end. What was written is kept; try again.',
          details: { provider: 'vscode', model: request.model },
        }),
      });
    },
  };
}

const noModels: Unusable = {
  reason: 'not_configured',
  message: 'No extension offers a language model in this editor. Sign in to one that does, such as GitHub Copilot.',
};

function toUnreachable(): Unusable {
  return { reason: 'unreachable', message: 'The editor did not answer when asked for its language models. Try again.' };
}

function toListed<M>(model: LanguageModel<M>): ListedModel {
  return {
    ...toListedByName(`${model.vendor}/${model.id}`),
    name: model.name,
    contextTokens: model.maxInputTokens > 0 ? Math.floor(model.maxInputTokens) : null,
  };
}

async function findModel<M>(lm: LanguageModelApi<M>, ref: string): Promise<LanguageModel<M> | undefined> {
  const slash = ref.indexOf('/');
  const vendor = ref.slice(0, slash);
  const id = ref.slice(slash + 1);
  if (vendor === ownVendor) return undefined;
  return (await lm.selectChatModels({ vendor, id })).find((model) => model.vendor === vendor && model.id === id);
}

async function* answer<M>(
  { lm, messages }: VscodeProviderOptions<M>,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const model = await findModel(lm, request.model);
  if (model === undefined) {
    // As the editor says it of a model that is gone.
    const error = toEditorFailure({ code: 'NotFound' }, { model: request.model, begun: false, nowMs: 0 });
    yield { type: 'failed', error };
    return;
  }
  const token = toCancellationToken(signal);
  // This API knows no system role: what it would hold comes first, as the person's.
  const system = request.system.trim() === '' ? [] : [{ role: 'user' as const, text: request.system }];
  const turns = [...system, ...toTurns(request.messages)];
  const sent = turns.map(({ role, text }) => (role === 'user' ? messages.User(text) : messages.Assistant(text)));
  const inputTokens = countTokens(model, turns.map((turn) => turn.text).join('\n\n'), token);
  const response = await model.sendRequest(sent, { justification, ...toModelOptions(request) }, token);
  let written = '';
  for await (const delta of response.text) {
    if (delta === '') continue;
    written += delta;
    yield { type: 'text', delta };
  }
  const [input, output] = await Promise.all([inputTokens, countTokens(model, written, token)]);
  if (input !== null && output !== null) yield { type: 'usage', inputTokens: input, outputTokens: output };
  yield { type: 'finish', reason: 'stop' };
}

/** A count for showing; an answer does not fail over it. */
async function countTokens<M>(model: LanguageModel<M>, text: string, token: CancellationToken): Promise<number | null> {
  try {
    return Math.max(0, Math.floor(await model.countTokens(text, token)));
  } catch {
    return null;
  }
}

function toModelOptions({ temperature, topP, maxOutputTokens }: ModelRequest): {
  modelOptions?: Record<string, unknown>;
} {
  const modelOptions = {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(maxOutputTokens === null ? {} : { max_tokens: maxOutputTokens }),
  };
  return Object.keys(modelOptions).length === 0 ? {} : { modelOptions };
}
