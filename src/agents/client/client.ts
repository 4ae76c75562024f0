import { parseServerSentEvents } from '../lib/server-sent-events.ts';
import { ConductorError, isConductorError, toConductorError } from '../protocol/conductor-error.ts';
import type { ErrorBody } from '../protocol/errors.ts';
import type { CallInput, CallOutput, RouteKey, StreamKey, StreamOutput } from './contract.ts';

/** Any way to a host: `app.fetch` in process, a webview's bridge, HTTP on loopback. */
export type Fetch = (request: Request) => Promise<Response>;

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The contract as two functions; keys, inputs and answers are typed by the table of routes. */
export interface Client {
  /** @throws ConductorError with the host's code, or `network` when there is no answer. */
  call<K extends Exclude<RouteKey, StreamKey>>(
    key: K,
    input: CallInput<K>,
    options?: CallOptions,
  ): Promise<CallOutput<K>>;
  /**
   * Ends when the host ends it or the signal stops it.
   * @throws ConductorError as {@link call}, and `stream_cut` when the stream breaks off.
   */
  stream<K extends StreamKey>(key: K, input: CallInput<K>, options?: CallOptions): AsyncIterable<StreamOutput<K>>;
}

interface LooseInput {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
}

export interface ClientOptions {
  /** Where the host is; anything goes for a fetch that looks at the path only. */
  readonly baseUrl?: string;
  readonly headers?: Record<string, string>;
}

function toRequest(key: string, input: LooseInput, options: ClientOptions, signal: AbortSignal | undefined): Request {
  const [method = 'GET', template = '/'] = key.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const url = new URL(path, options.baseUrl ?? 'http://conductor.local');
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return new Request(url, {
    method,
    headers: { ...options.headers, ...(input.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function toFailure(response: Response): Promise<ConductorError> {
  const body = (await response.json().catch(() => null)) as { error?: ErrorBody } | null;
  if (body?.error === undefined) {
    return new ConductorError('internal', `The host answered with status ${response.status} and no reason.`);
  }
  const { code, message, details } = body.error;
  return new ConductorError(code, message, details === null ? {} : { details });
}

/** A client over any fetch. */
export function createClient(fetch: Fetch, options: ClientOptions = {}): Client {
  const send = async (key: string, input: LooseInput, signal: AbortSignal | undefined): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(toRequest(key, input, options, signal));
    } catch (cause) {
      const error = toConductorError(cause);
      if (isConductorError(cause) || error.code === 'cancelled') throw error;
      throw new ConductorError('network', 'The agent host did not answer. Reload the window and try again.', { cause });
    }
    if (!response.ok) throw await toFailure(response);
    return response;
  };
  return {
    async call(key, input, callOptions) {
      const response = await send(key, input, callOptions?.signal);
      return (await response.json()) as CallOutput<typeof key>;
    },
    async *stream(key, input, callOptions) {
      const response = await send(key, input, callOptions?.signal);
      if (response.body === null) throw new ConductorError('stream_cut', 'The stream had no body.');
      try {
        for await (const event of parseServerSentEvents(response.body)) {
          yield JSON.parse(event.data) as StreamOutput<typeof key>;
        }
      } catch (cause) {
        const error = toConductorError(cause);
        if (isConductorError(cause) || error.code === 'cancelled') throw error;
        throw new ConductorError('stream_cut', 'The stream broke off.', { cause });
      }
    },
  };
}
