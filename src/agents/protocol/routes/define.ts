import { createRoute, z, type RouteConfig } from '@hono/zod-openapi';
import { errorResponseSchema } from '../errors.ts';

const failure = {
  content: { 'application/json': { schema: errorResponseSchema } },
  description: 'A failure.',
} as const;

/** The answers that every route can give beside its own. */
const failures = { '4XX': failure, '5XX': failure } as const;

/** A JSON answer under one status. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { content: { 'application/json': { schema } }, description } as const;
}

/** A JSON request body. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { content: { 'application/json': { schema } }, required: true } as const;
}

/** A route of the contract: the config as written, plus the failures that every route shares. */
export function defineRoute<const Config extends RouteConfig>(config: Config) {
  return createRoute({ ...config, responses: { ...config.responses, ...failures } });
}

export const idParams = z.object({ id: z.string().min(1).max(200) });

export const doneSchema = z.object({ done: z.literal(true) });
