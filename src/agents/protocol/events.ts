import { z } from '@hono/zod-openapi';
import { idSchema, modelRefSchema, momentSchema } from './common.ts';
import { errorBodySchema } from './errors.ts';

export { isEndState } from './end-state.ts';

const streamHead = {
  /** The stream is named after the message that it writes. */
  streamId: idSchema,
  /** Rises within a stream; there may be gaps, never repetitions. */
  seq: z.number().int().min(1),
  at: momentSchema,
};

/**
 * `offset` is where `delta` begins in the whole text (UTF-16 code units). Deltas may arrive coalesced after a resume,
 * so a reader keeps `text = text.slice(0, offset) + delta` only for what it does not have yet.
 */
const deltaSchema = z.object({ delta: z.string(), offset: z.number().int().min(0) });

/** Where a run stands. The last four end the stream: nothing follows them. */
export const runStateSchema = z
  .enum(['queued', 'thinking', 'streaming', 'complete', 'stopped', 'failed', 'interrupted'])
  .openapi('RunState');
export type RunState = z.infer<typeof runStateSchema>;

/** Why an answer ended as it did. */
export const finishReasonSchema = z.enum(['stop', 'length', 'refusal', 'cancelled', 'error']).openapi('FinishReason');

export const usageCountsSchema = z
  .object({
    inputTokens: z.number().int().min(0),
    outputTokens: z.number().int().min(0),
    /** In US dollars by the list price; null where the price is not known. */
    costUsd: z.number().min(0).nullable(),
  })
  .openapi('UsageCounts');
export type UsageCounts = z.infer<typeof usageCountsSchema>;

export const runEventSchema = z
  .discriminatedUnion('type', [
    z.object({ ...streamHead, type: z.literal('text'), data: deltaSchema }),
    z.object({ ...streamHead, type: z.literal('thinking'), data: deltaSchema }),
    z.object({
      ...streamHead,
      type: z.literal('tool_call'),
      data: z.object({
        callId: z.string(),
        /** The tool's name, for example `search`. */
        name: z.string(),
        /** One line for people: what is being done, for example `“Retry-After”`. */
        title: z.string(),
      }),
    }),
    z.object({
      ...streamHead,
      type: z.literal('tool_result'),
      data: z.object({ callId: z.string(), ok: z.boolean(), summary: z.string(), durationMs: z.number().min(0) }),
    }),
    /** Who answers with which model, and why. */
    z.object({
      ...streamHead,
      type: z.literal('route'),
      data: z.object({ agentId: z.string(), model: modelRefSchema, reason: z.string() }),
    }),
    z.object({ ...streamHead, type: z.literal('usage'), data: usageCountsSchema }),
    z.object({
      ...streamHead,
      type: z.literal('status'),
      data: z.object({ state: runStateSchema, finishReason: finishReasonSchema.optional() }),
    }),
    z.object({ ...streamHead, type: z.literal('notice'), data: z.object({ message: z.string() }) }),
    z.object({ ...streamHead, type: z.literal('error'), data: errorBodySchema }),
  ])
  .openapi('RunEvent');

export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventType = RunEvent['type'];

/** A run's event before it is numbered. */
export type RunEventBody = { [T in RunEventType]: Pick<Extract<RunEvent, { type: T }>, 'type' | 'data'> }[RunEventType];

/** Something changed in the store, by this process or another: read it again. Holds no content. */
export const changeSchema = z
  .object({
    area: z.enum(['conversations', 'messages', 'settings', 'models', 'storage']),
    /** The conversation concerned, where there is one. */
    conversationId: z.string().nullable(),
  })
  .openapi('Change');
export type Change = z.infer<typeof changeSchema>;
