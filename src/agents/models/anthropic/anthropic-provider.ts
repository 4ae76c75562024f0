import type { Anthropic } from '@anthropic-ai/sdk';
import type { ModelEvent, ModelProvider } from '../../core/ports.ts';
import { catalogue, findCatalogueModel } from '../catalogue.ts';
import type { ProviderOptions } from '../provider-options.ts';
import type { RequestBody } from '../wire/adapt-request.ts';
import { toKnownAdaptations } from '../wire/known-adaptations.ts';
import { isRecord } from '../wire/loose-json.ts';
import { noKey } from '../wire/no-key.ts';
import { parseBaseUrl } from '../wire/parse-base-url.ts';
import { readEvents } from '../wire/read-events.ts';
import { createAdaptationMemory, sendAdapting } from '../wire/send-adapting.ts';
import { createWireProvider, type Answering, type Connection } from '../wire/wire-provider.ts';
import { toListedAnthropicModel } from './list-anthropic-models.ts';
import { readAnthropicAnswer } from './read-anthropic-answer.ts';
import { toAnthropicRequest } from './to-anthropic-request.ts';

const name = 'Anthropic';
const publicBaseUrl = 'https://api.anthropic.com';

/** Anthropic's models over its Messages API. */
export function createAnthropicProvider(options: ProviderOptions): ModelProvider {
  const memory = createAdaptationMemory();

  const createClient = async ({ baseUrl, key }: Connection): Promise<Anthropic> => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return new Anthropic({
      apiKey: key,
      baseURL: baseUrl,
      // The loop above decides on retries, and knows what a person was told.
      maxRetries: 0,
      logLevel: 'off',
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    });
  };

  return createWireProvider({
    id: 'anthropic',
    name: () => name,
    known: catalogue.anthropic,
    clock: options.clock,
    ...(options.today === undefined ? {} : { today: options.today }),
    features: { json_mode: false, structured_output: true },
    needsKey: () => true,

    async connect() {
      const key = (await options.secrets.get('anthropic'))?.trim() ?? '';
      if (key === '') return noKey(name);
      const baseUrl = parseBaseUrl(options.configuration.providers().anthropic.baseUrl ?? publicBaseUrl, name);
      return typeof baseUrl === 'string' ? { baseUrl, key } : baseUrl;
    },

    async list(connection, signal) {
      const client = await createClient(connection);
      const body: unknown = await client.get('/v1/models', { query: { limit: 1000 }, signal });
      const entries = isRecord(body) && Array.isArray(body['data']) ? body['data'] : [];
      return entries.map(toListedAnthropicModel).filter((model) => model !== null);
    },

    async *answer(connection, { request, signal, onBegin, context }: Answering): AsyncGenerator<ModelEvent> {
      const client = await createClient(connection);
      const body = toAnthropicRequest(request);
      const sampling = findCatalogueModel(catalogue.anthropic, request.model)?.sampling ?? 'none';
      const { response, notices } = await sendAdapting({
        body,
        // Not `messages.create`, which writes about old models to the console; the catalogue tells people instead.
        send: (adapted) =>
          client
            .post('/v1/messages', { body: adapted, headers: versionFor(adapted), stream: true, signal })
            .asResponse(),
        known: toKnownAdaptations(sampling, body),
        memory,
        subject: `${connection.baseUrl} ${request.model}`,
      });
      onBegin();
      yield* notices;
      yield* readAnthropicAnswer(readEvents(response, name), context);
    },
  });
}

/**
 * Version 2026-10-21 of the API, which the package speaks, refuses temperature and top-p for every model; the models that
 * still take them do so under the version before.
 */
function versionFor(body: RequestBody): Record<string, string> {
  return 'temperature' in body || 'top_p' in body ? { 'anthropic-version': '2023-06-01' } : {};
}
