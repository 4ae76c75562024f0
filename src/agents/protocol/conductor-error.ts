import { errorTable, type ErrorCode } from './error-table.ts';
import type { ErrorBody } from './errors.ts';

const marker = Symbol.for('conductor.error');

/**
 * The one error that crosses a seam. Extension, host and tests are separate bundles, so ask {@link isConductorError}
 * and never `instanceof`.
 */
export class ConductorError extends Error {
  readonly [marker] = true;
  override readonly name = 'ConductorError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | null;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? null;
  }
}

/** True for a ConductorError of any bundle. */
export function isConductorError(value: unknown): value is ConductorError {
  return typeof value === 'object' && value !== null && marker in value;
}

/** Any thrown value as a ConductorError; called at seams only. An abort becomes `cancelled`, the unknown `internal`. */
export function toConductorError(value: unknown): ConductorError {
  if (isConductorError(value)) return value;
  if (value instanceof Error && (value.name === 'AbortError' || value.name === 'APIUserAbortError')) {
    return new ConductorError('cancelled', 'The operation was stopped.', { cause: value });
  }
  const message = value instanceof Error ? value.message : 'An unknown failure.';
  return new ConductorError('internal', message, { cause: value });
}

/** The error as data, without its stack and cause. */
export function toErrorBody(error: ConductorError): ErrorBody {
  return { code: error.code, message: error.message, details: error.details };
}

/** Whether trying the same again can help, by the table. */
export function isRetryable(code: ErrorCode): boolean {
  return errorTable[code].retryable;
}
