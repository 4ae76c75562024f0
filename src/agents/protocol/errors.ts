import { z } from '@hono/zod-openapi';
import { errorTable, type ErrorCode } from './error-table.ts';

export { errorTable, type ErrorCode };

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/**
 * A failure as data. `message` says what happened and what to do about it, in one or two sentences; `details` is
 * JSON-safe and holds no content and no secret (`retryAfterMs`, `successor`, `provider` and the like).
 */
export const errorBodySchema = z
  .object({
    code: z.enum(errorCodes),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('ErrorBody');

export type ErrorBody = z.infer<typeof errorBodySchema>;

/** The body of every answer that is not a success. */
export const errorResponseSchema = z.object({ error: errorBodySchema }).openapi('ErrorResponse');
