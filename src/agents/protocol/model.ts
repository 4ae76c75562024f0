import { z } from '@hono/zod-openapi';
import { modelRefSchema, nullable } from './common.ts';

export const providerIdSchema = z
  .enum(['local', 'anthropic', 'openai', 'azure', 'compatible', 'vscode'])
  .openapi('ProviderId');
export type ProviderId = z.infer<typeof providerIdSchema>;

/** Why something cannot be used now, and what would change that. */
export const unusableSchema = z
  .object({
    reason: z.enum(['no_key', 'wrong_key', 'not_configured', 'not_listed', 'retired', 'unreachable', 'not_allowed']),
    message: z.string(),
  })
  .openapi('Unusable');
export type Unusable = z.infer<typeof unusableSchema>;

export const modelSchema = z
  .object({
    ref: modelRefSchema,
    provider: providerIdSchema,
    /** The provider's own name for it. */
    id: z.string(),
    name: z.string(),
    description: z.string(),
    contextTokens: z.number().int().positive().nullable(),
    maxOutputTokens: z.number().int().positive().nullable(),
    /** US dollars for a million tokens, list price; null where not known. For showing. */
    inputPriceUsd: z.number().nullable(),
    outputPriceUsd: z.number().nullable(),
    capabilities: z.object({ tools: z.boolean(), vision: z.boolean(), thinking: z.boolean() }),
    /** The days (YYYY-MM-DD) on which its maker gives it up and turns it off; null where none is known. */
    deprecatedOn: z.iso.date().nullable(),
    retiresOn: z.iso.date().nullable(),
    successor: modelRefSchema.nullable(),
    /** Null: usable now. */
    unusable: nullable(unusableSchema),
  })
  .openapi('Model');
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z
  .object({
    models: z.array(modelSchema),
    /** What an answer uses where nothing else is said; always usable. */
    defaultModel: modelRefSchema,
  })
  .openapi('ModelList');
export type ModelList = z.infer<typeof modelListSchema>;

export const providerSchema = z
  .object({
    id: providerIdSchema,
    name: z.string(),
    json_mode: z.boolean(),
    structured_output: z.boolean(),
    available: z.boolean(),
    unusable: nullable(unusableSchema),
    needsKey: z.boolean(),
  })
  .openapi('Provider');
export type Provider = z.infer<typeof providerSchema>;
