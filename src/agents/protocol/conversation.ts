import { z } from '@hono/zod-openapi';
import { idSchema, modelRefSchema, momentSchema } from './common.ts';

/** How answers of one conversation are made; what is null falls back to the settings. */
export const conversationSettingsSchema = z
  .object({
    temperature: z.number().min(0).max(2).nullable(),
    topP: z.number().min(0).max(1).nullable(),
    maxOutputTokens: z.number().int().min(1).max(1_000_000).nullable(),
    systemPrompt: z.string().max(100_000).nullable(),
  })
  .openapi('ConversationSettings');
export type ConversationSettings = z.infer<typeof conversationSettingsSchema>;

export const conversationSchema = z
  .object({
    id: idSchema,
    userId: z.string(),
    projectId: z.string().nullable(),
    title: z.string(),
    /** Who answers. */
    agentId: z.string(),
    workflowId: z.string().nullable(),
    /** Null: the default model at the time of asking. */
    model: modelRefSchema.nullable(),
    createdAt: momentSchema,
    updatedAt: momentSchema,
    lastMessageAt: momentSchema,
    isArchived: z.boolean(),
    isPinned: z.boolean(),
    settings: conversationSettingsSchema,
    /** Tokens in and out of every answer so far, by what the providers reported. */
    tokenCount: z.number().int().min(0),
    messageCount: z.number().int().min(0),
    /** The last message of the branch that is shown; null while the conversation is empty. */
    activeMessageId: idSchema.nullable(),
  })
  .openapi('Conversation');
export type Conversation = z.infer<typeof conversationSchema>;

export const titleSchema = z.string().trim().min(1).max(200);

export const createConversationSchema = z
  .object({
    title: titleSchema.optional(),
    projectId: idSchema.nullable().optional(),
    agentId: z.string().max(80).optional(),
    model: modelRefSchema.nullable().optional(),
    settings: conversationSettingsSchema.partial().optional(),
  })
  .openapi('CreateConversation');

export const updateConversationSchema = z
  .object({
    title: titleSchema.optional(),
    projectId: idSchema.nullable().optional(),
    model: modelRefSchema.nullable().optional(),
    settings: conversationSettingsSchema.partial().optional(),
    /** Shows the branch that ends in this message. */
    activeMessageId: idSchema.optional(),
  })
  .openapi('UpdateConversation');
