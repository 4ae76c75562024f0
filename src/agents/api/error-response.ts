import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { toErrorBody, type ConductorError } from '../protocol/conductor-error.ts';
import { errorTable } from '../protocol/errors.ts';

/** The one shape of every failure, with the status that the table gives its code. */
export function toErrorResponse(c: Context, error: ConductorError): Response {
  const status = errorTable[error.code].status as ContentfulStatusCode;
  const retryAfterMs = error.details?.['retryAfterMs'];
  if (typeof retryAfterMs === 'number') c.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  return c.json({ error: toErrorBody(error) }, status);
}
