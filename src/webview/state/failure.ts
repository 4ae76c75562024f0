import { toConductorError, toErrorBody } from '../../agents/protocol/conductor-error.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';

/** Any thrown value as the failure that is shown. */
export function toFailure(cause: unknown): ErrorBody {
  return toErrorBody(toConductorError(cause));
}

/** The failure, or null where the person stopped it and there is nothing to say. */
export function toShownFailure(cause: unknown): ErrorBody | null {
  const failure = toFailure(cause);
  return failure.code === 'cancelled' ? null : failure;
}
