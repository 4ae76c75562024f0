import { z } from '@hono/zod-openapi';

/** An identifier made by the host: a short prefix, an underscore, and letters and digits. Clients treat it as opaque. */
export const idSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[A-Za-z0-9_-]+$/);

/** A moment: ISO 8601, UTC, milliseconds. Sorts as text. */
export const momentSchema = z.iso.datetime().openapi({ example: '2026-11-21T09:30:00.000Z' });

/**
 * Which model: `provider/model`, for example `anthropic/claude-sonnet-5-5` or `local/built-in`. The part behind the
 * first slash is the provider's own name for it and may hold slashes.
 */
export const modelRefSchema = z
  .string()
  .min(3)
  .max(200)
  .regex(/^[a-z]+\/.+$/)
  .openapi({ example: 'local/built-in' });

export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/**
 * The schema or null. `.nullable()` on a named schema would turn into a reference that forbids null in the OpenAPI
 * document.
 */
export function nullable<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}
