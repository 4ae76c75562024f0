import type { Clock, ModelEvent, ModelProvider, ModelRequest } from '../../core/ports.ts';
import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts';
import type { Provider, ProviderId, Unusable } from '../../protocol/model.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { mergeModels, toListedByName, type ListedModel } from '../merge-models.ts';
import type { FailureContext } from './failure-context.ts';
import { guardAnswer } from './guard-answer.ts';
import { ListCache, type ListOutcome } from './list-cache.ts';
import { toStreamCut } from './network-failure.ts';
import { toFailure } from './to-failure.ts';

/** Where a provider is reached and as whom, at this moment. */
export interface Connection {
  readonly baseUrl: string;
  /** Null: the server takes none. */
  readonly key: string | null;
}

export interface Answering {
  readonly request: ModelRequest;
  readonly signal: AbortSignal;
  /** To be called as soon as the answer has begun: a connection that fails from then on was cut. */
  readonly onBegin: () => void;
  readonly context: FailureContext;
}

/** What differs from one provider that is reached over HTTP to the next. */
export interface WireProviderOptions<C extends Connection> {
  readonly id: ProviderId;
  /** For people. Read on each use, because a person may name their own server. */
  readonly name: () => string;
  readonly known: readonly CatalogueModel[];
  readonly clock: Clock;
  /** `YYYY-MM-DD`; omitted: the clock's day, UTC. */
  readonly today?: () => string;
  readonly features: Pick<Provider, 'json_mode' | 'structured_output'>;
  readonly needsKey: () => boolean;
  /** Reads key and configuration anew, so that a change counts at once. */
  readonly connect: () => Promise<C | Unusable>;
  /** Names in the settings, to be shown while the provider cannot be asked. */
  readonly expected?: () => readonly string[];
  /** The models that this connection may use. Throws whatever the request throws. */
  readonly list: (connection: C, signal: AbortSignal) => Promise<readonly ListedModel[]>;
  /** One answer. Throws whatever the request throws. */
  readonly answer: (connection: C, answering: Answering) => AsyncGenerator<ModelEvent>;
}

function isUnusable(value: Connection | Unusable): value is Unusable {
  return 'reason' in value;
}

/** A provider that is reached over HTTP. */
export function createWireProvider<C extends Connection>(options: WireProviderOptions<C>): ModelProvider {
  const { id, clock, known } = options;
  const unreachable = (): Unusable => ({
    reason: 'unreachable',
    message: `${options.name()} did not answer when asked for its models. Check the network connection.`,
  });
  const cache = new ListCache({ clock, onTimeout: unreachable });
  const today = options.today ?? (() => clock.now().slice(0, 10));

  const toContext = (connection: C | null, model: string | null): FailureContext => ({
    provider: id,
    name: options.name(),
    host: connection === null ? '' : hostOf(connection.baseUrl),
    model,
    secret: connection?.key ?? null,
    nowMs: Date.parse(clock.now()),
  });

  const connect = async (): Promise<C | Unusable> => {
    try {
      return await options.connect();
    } catch {
      // What a store of secrets throws may say more than should be seen.
      const message = `The key of ${options.name()} could not be read. Enter it again with ‘Conductor: Set API Key’.`;
      return { reason: 'no_key', message };
    }
  };

  const load = async (connection: C, signal: AbortSignal): Promise<ListOutcome> => {
    try {
      return { listed: await options.list(connection, signal), unusable: null };
    } catch (cause) {
      return { listed: null, unusable: toUnusable(toFailure(cause, toContext(connection, null), false)) };
    }
  };

  const identify = (connection: C): string => JSON.stringify(connection);

  return {
    id,

    async describe() {
      const connection = await connect();
      const unusable = isUnusable(connection) ? connection : (cache.peek(identify(connection))?.unusable ?? null);
      return {
        id,
        name: options.name(),
        ...options.features,
        available: unusable === null,
        unusable,
        needsKey: options.needsKey(),
      };
    },

    async listModels(signal, { refresh = false } = {}) {
      const connection = await connect();
      const { listed, unusable }: ListOutcome = isUnusable(connection)
        ? { listed: null, unusable: connection }
        : await cache.get({
            identity: identify(connection),
            load: (own) => load(connection, own),
            refresh,
            signal,
          });
      return mergeModels({
        provider: id,
        providerName: options.name(),
        known,
        listed: listed ?? (options.expected?.() ?? []).map((name) => toListedByName(name)),
        unusable,
        today: today(),
      });
    },

    stream(request, signal) {
      let connection: C | null = null;
      let begun = false;
      const open = async function* (own: AbortSignal): AsyncGenerator<ModelEvent> {
        const found = await connect();
        if (isUnusable(found)) {
          yield { type: 'failed', error: toError(found, id) };
          return;
        }
        connection = found;
        const onBegin = (): void => {
          begun = true;
        };
        yield* options.answer(found, { request, signal: own, onBegin, context: toContext(found, request.model) });
      };
      return guardAnswer({
        open,
        signal,
        toFailure: (cause) => toFailure(cause, toContext(connection, request.model), begun),
        toCut: () => toStreamCut(toContext(connection, request.model)),
      });
    },
  };
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

const reasons: Readonly<Partial<Record<ErrorCode, Unusable['reason']>>> = {
  no_key: 'no_key',
  wrong_key: 'wrong_key',
  permission_denied: 'not_allowed',
};

function toUnusable({ code, message }: ErrorBody): Unusable {
  return { reason: reasons[code] ?? 'unreachable', message };
}

function toError({ reason, message }: Unusable, provider: ProviderId): ErrorBody {
  return { code: reason === 'no_key' ? 'no_key' : 'unavailable', message, details: { provider, reason } };
}
