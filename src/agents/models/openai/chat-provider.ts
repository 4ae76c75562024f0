import type { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ModelProvider } from '../../core/ports.ts';
import { findCatalogueModel } from '../catalogue.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { toListedByName, type ListedModel } from '../merge-models.ts';
import type { ProviderOptions } from '../provider-options.ts';
import type { RequestBody } from '../wire/adapt-request.ts';
import { toKnownAdaptations } from '../wire/known-adaptations.ts';
import { dayOf, isRecord } from '../wire/loose-json.ts';
import { readEvents } from '../wire/read-events.ts';
import { createAdaptationMemory, sendAdapting } from '../wire/send-adapting.ts';
import { createWireProvider, type Connection, type WireProviderOptions } from '../wire/wire-provider.ts';
import { readChatAnswer } from './read-chat-answer.ts';
import { toChatRequest, type LimitName } from './to-chat-request.ts';

/** What differs between OpenAI, Azure OpenAI and servers that are compatible with them. */
export interface ChatVariant<C extends Connection> extends Pick<
  WireProviderOptions<C>,
  'id' | 'name' | 'features' | 'needsKey' | 'connect' | 'known' | 'expected'
> {
  /** Where the facts about a model are looked up for its request. */
  readonly facts: readonly CatalogueModel[];
  readonly limitName: LimitName;
  readonly createClient: (connection: C, shared: SharedClientOptions) => Promise<OpenAI>;
  readonly list: (client: OpenAI, connection: C, signal: AbortSignal) => Promise<readonly ListedModel[]>;
}

/** What every client is made with; the nulls keep the package from looking into the environment. */
export interface SharedClientOptions {
  readonly maxRetries: 0;
  readonly logLevel: 'off';
  readonly organization: null;
  readonly project: null;
  readonly fetch: typeof globalThis.fetch;
}

/** A provider that speaks Chat Completions. */
export function createChatProvider<C extends Connection>(
  options: ProviderOptions,
  variant: ChatVariant<C>,
): ModelProvider {
  const memory = createAdaptationMemory();
  const createClient = (connection: C): Promise<OpenAI> =>
    variant.createClient(connection, {
      maxRetries: 0,
      logLevel: 'off',
      organization: null,
      project: null,
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    });

  return createWireProvider<C>({
    id: variant.id,
    name: variant.name,
    known: variant.known,
    clock: options.clock,
    ...(options.today === undefined ? {} : { today: options.today }),
    features: variant.features,
    needsKey: variant.needsKey,
    connect: variant.connect,
    ...(variant.expected === undefined ? {} : { expected: variant.expected }),
    list: async (connection, signal) => variant.list(await createClient(connection), connection, signal),

    async *answer(connection, { request, signal, onBegin, context }) {
      const client = await createClient(connection);
      const sampling = findCatalogueModel(variant.facts, request.model)?.sampling ?? 'both';
      const body = toChatRequest(request, variant.limitName);
      const { response, notices } = await sendAdapting({
        body,
        send: (adapted) => client.chat.completions.create(toParams(adapted), { signal }).asResponse(),
        known: toKnownAdaptations(sampling, body),
        memory,
        subject: `${connection.baseUrl} ${request.model}`,
      });
      onBegin();
      yield* notices;
      yield* readChatAnswer(readEvents(response, variant.name()), context);
    },
  });
}

/** The body is made by {@link toChatRequest}; what was adapted since is looser than the package's own type. */
function toParams(body: RequestBody): ChatCompletionCreateParamsStreaming {
  return body as unknown as ChatCompletionCreateParamsStreaming;
}

/** The entries of `GET /models`. */
export async function listEntries(client: OpenAI, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const body: unknown = await client.get('/models', { signal });
  const entries: readonly unknown[] = isRecord(body) && Array.isArray(body['data']) ? body['data'] : [];
  return entries.flatMap((entry) =>
    isRecord(entry) && typeof entry['id'] === 'string' && entry['id'] !== ''
      ? [{ ...toListedByName(entry['id']), retiresOn: dayOf(entry['shutdown_date']) }]
      : [],
  );
}
