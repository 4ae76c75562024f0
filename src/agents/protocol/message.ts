import { z } from '@hono/zod-openapi';
import { idSchema, modelRefSchema, momentSchema, nullable } from './common.ts';
import { contextItemSchema } from './context-item.ts';
import { errorBodySchema } from './errors.ts';
import { finishReasonSchema, runStateSchema, usageCountsSchema } from './events.ts';

/** What a person wants done with the context they attached. `ask` is a plain question. */
export const intentSchema = z.enum(['ask', 'explain', 'fix', 'improve', 'tests', 'document']).openapi('Intent');
export type Intent = z.infer<typeof intentSchema>;

/** One quiet line of what an answer did on its way: a search, a file read. */
export const toolLineSchema = z
  .object({
    callId: z.string(),
    name: z.string(),
    title: z.string(),
    /** Null while it is running. */
    ok: z.boolean().nullable(),
    summary: z.string(),
    durationMs: z.number().min(0).nullable(),
  })
  .openapi('ToolLine');
export type ToolLine = z.infer<typeof toolLineSchema>;

export const messageSchema = z
  .object({
    id: idSchema,
    conversationId: idSchema,
    parentMessageId: idSchema.nullable(),
    role: z.enum(['user', 'assistant', 'system', 'agent']),
    /** Markdown. While `state` is not an end state: what is written down so far. */
    content: z.string(),
    intent: intentSchema,
    context: z.array(contextItemSchema),
    createdAt: momentSchema,
    editedAt: momentSchema.nullable(),
    /** A person's message is always `complete`. */
    state: runStateSchema,
    finishReason: nullable(finishReasonSchema),
    /** Who wrote it; null for a person. */
    agentId: z.string().nullable(),
    model: modelRefSchema.nullable(),
    usage: nullable(usageCountsSchema),
    durationMs: z.number().min(0).nullable(),
    error: nullable(errorBodySchema),
    tools: z.array(toolLineSchema),
    /** True when reasoning was kept; read it at `/api/messages/{id}/thinking`. */
    hasThinking: z.boolean(),
    notices: z.array(z.string()),
    /** The last event that `content` contains: open the stream with `after` = this. 0 where there is no stream. */
    lastSeq: z.number().int().min(0),
    /** The messages that stand beside this one as other versions, itself included, oldest first. */
    siblingIds: z.array(idSchema),
  })
  .openapi('Message');
export type Message = z.infer<typeof messageSchema>;

const bodyText = z.string().trim().min(1, 'Write something to send.').max(1_000_000);

export const sendMessageSchema = z
  .object({
    content: bodyText,
    /** Chosen by the client; sending the same one twice is the same message, so a lost answer can be retried safely. */
    requestId: idSchema.optional(),
    intent: intentSchema.default('ask'),
    context: z.array(contextItemSchema).max(40).default([]),
    /** Overrides the conversation's model for this answer and the ones after it. */
    model: modelRefSchema.optional(),
    /** The message that this one answers; omitted: the end of the branch that is shown. Null: a new first message. */
    parentMessageId: idSchema.nullable().optional(),
  })
  .openapi('SendMessage');
export type SendMessage = z.input<typeof sendMessageSchema>;

export const editMessageSchema = z
  .object({
    content: bodyText,
    requestId: idSchema.optional(),
    context: z.array(contextItemSchema).max(40).optional(),
    model: modelRefSchema.optional(),
  })
  .openapi('EditMessage');

export const regenerateSchema = z
  .object({ requestId: idSchema.optional(), model: modelRefSchema.optional(), agentId: z.string().max(80).optional() })
  .openapi('Regenerate');

/** A person's message and the answer that is being written: stream the latter by its id. */
export const turnSchema = z.object({ userMessage: messageSchema, assistantMessage: messageSchema }).openapi('Turn');
export type Turn = z.infer<typeof turnSchema>;
