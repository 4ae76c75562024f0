import { isConductorError, toErrorBody } from '../../protocol/conductor-error.ts';
import type { ErrorBody } from '../../protocol/errors.ts';
import type { FailureContext } from './failure-context.ts';
import { toNetworkFailure, toStreamCut } from './network-failure.ts';
import { toProviderFailure, type ProviderSaid } from './provider-failure.ts';
import type { ReadableHeaders } from './parse-retry-after.ts';
import { isRecord, textOf } from './loose-json.ts';

/** The common shape of `APIError` in both makers' packages, which are bundled and so have no shared class. */
interface ApiErrorLike {
  readonly status: number;
  readonly headers: ReadableHeaders;
  readonly error: unknown;
  readonly message: string;
}

function isApiError(value: unknown): value is ApiErrorLike {
  return isRecord(value) && typeof value['status'] === 'number' && isRecord(value['headers']) && 'error' in value;
}

/**
 * What a body says about a failure: `{error: {type, code, message}}`, the inner part alone, Azure's nesting, or a plain
 * string as some servers answer.
 */
export function readProviderSaid(
  body: unknown,
  status: number | null = null,
  headers: ReadableHeaders | null = null,
): ProviderSaid {
  const outer = isRecord(body) ? (body['error'] ?? body) : body;
  if (!isRecord(outer)) {
    return { status, headers, type: '', code: '', message: typeof outer === 'string' ? outer : '' };
  }
  const inner = isRecord(outer['innererror']) ? textOf(outer['innererror']['code']) : '';
  return {
    status,
    headers,
    type: textOf(outer['type']),
    code: [textOf(outer['code']), inner].filter((part) => part !== '').join(' '),
    message: textOf(outer['message']) || textOf(outer['detail']),
  };
}

/** True for a failure that arrived as an answer of the provider. */
export function toSaid(cause: unknown): ProviderSaid | null {
  return isApiError(cause) ? readProviderSaid(cause.error, cause.status, cause.headers) : null;
}

/**
 * Whatever was thrown on the way to an answer, in our words. `reading` is true once the answer had begun: a connection
 * that fails then was cut.
 */
export function toFailure(cause: unknown, context: FailureContext, reading: boolean): ErrorBody {
  if (isConductorError(cause)) return toErrorBody(cause);
  const said = toSaid(cause);
  if (said !== null) return toProviderFailure(said, context);
  return reading ? toStreamCut(context) : toNetworkFailure(cause, context);
}
