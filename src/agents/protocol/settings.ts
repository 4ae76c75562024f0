import { z } from '@hono/zod-openapi';
import { modelRefSchema } from './common.ts';

export const settingsSchema = z
  .object({
    /** Null: the newest Sonnet that the key can use, else another usable model, else the built-in one. */
    defaultModel: modelRefSchema.nullable(),
    temperature: z.number().min(0).max(2).nullable(),
    maxOutputTokens: z.number().int().min(1).max(1_000_000).nullable(),
    theme: z.enum(['auto', 'light', 'dark']),
    /** Null: the editor's own size. */
    fontSizePx: z.number().int().min(8).max(40).nullable(),
    messageDensity: z.enum(['compact', 'comfortable', 'spacious']),
  })
  .openapi('Settings');
export type Settings = z.infer<typeof settingsSchema>;

export const customInstructionsSchema = z.object({ global: z.string().max(50_000) }).openapi('CustomInstructions');
export type CustomInstructions = z.infer<typeof customInstructionsSchema>;

export const agentFrameworkSettingsSchema = z
  .object({
    /** Answers written at the same time by one window; further ones wait as `queued`. */
    maxConcurrentRuns: z.number().int().min(1).max(32),
    /** How long a provider may stay silent before an answer fails with `timeout`. */
    silenceTimeoutMs: z.number().int().min(1_000).max(600_000),
    /** Further tries after `rate_limited`, `overloaded` and `network`, before the first word of an answer only. */
    maxRetries: z.number().int().min(0).max(10),
  })
  .openapi('AgentFrameworkSettings');
export type AgentFrameworkSettings = z.infer<typeof agentFrameworkSettingsSchema>;

export const defaultSettings: Settings = {
  defaultModel: null,
  temperature: null,
  maxOutputTokens: null,
  theme: 'auto',
  fontSizePx: null,
  messageDensity: 'comfortable',
};

export const defaultAgentFrameworkSettings: AgentFrameworkSettings = {
  maxConcurrentRuns: 4,
  silenceTimeoutMs: 90_000,
  maxRetries: 2,
};
