import { z } from '@hono/zod-openapi';
import { conversationSchema } from './conversation.ts';
import { messageSchema } from './message.ts';

export const exportSchema = z
  .object({ fileName: z.string(), mediaType: z.string(), text: z.string() })
  .openapi('ConversationExport');
export type ConversationExport = z.infer<typeof exportSchema>;

/** The JSON export: one conversation with every branch, and the reasoning by message id. */
export const conversationDocumentSchema = z.object({
  format: z.literal('conductor.conversation'),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  conversation: conversationSchema,
  messages: z.array(messageSchema),
  thinking: z.record(z.string(), z.string()),
});
export type ConversationDocument = z.infer<typeof conversationDocumentSchema>;
