import { z } from '@hono/zod-openapi';
import { modelRefSchema, pageQuerySchema } from '../common.ts';
import { conversationSchema, createConversationSchema, updateConversationSchema } from '../conversation.ts';
import { exportSchema } from '../export.ts';
import { body, defineRoute, doneSchema, idParams, json } from './define.ts';

const tags = ['conversations'];

export const listConversations = defineRoute({
  method: 'get',
  path: '/api/conversations',
  tags,
  summary: 'Newest first, pinned ones before the others.',
  request: {
    query: pageQuerySchema.extend({
      /** Words that the title must contain, in any case. */
      q: z.string().max(200).optional(),
      archived: z.enum(['true', 'false']).default('false'),
    }),
  },
  responses: {
    200: json(
      z.object({ conversations: z.array(conversationSchema), nextCursor: z.string().nullable() }),
      'One page; `nextCursor` is null on the last.',
    ),
  },
});

export const createConversation = defineRoute({
  method: 'post',
  path: '/api/conversations',
  tags,
  summary: 'An empty conversation.',
  request: { body: body(createConversationSchema) },
  responses: { 201: json(conversationSchema, 'The new conversation.') },
});

export const getConversation = defineRoute({
  method: 'get',
  path: '/api/conversations/{id}',
  tags,
  summary: 'One conversation.',
  request: { params: idParams },
  responses: { 200: json(conversationSchema, 'The conversation.') },
});

export const updateConversation = defineRoute({
  method: 'put',
  path: '/api/conversations/{id}',
  tags,
  summary: 'Changes the fields that are given.',
  request: { params: idParams, body: body(updateConversationSchema) },
  responses: { 200: json(conversationSchema, 'The conversation, changed.') },
});

export const deleteConversation = defineRoute({
  method: 'delete',
  path: '/api/conversations/{id}',
  tags,
  summary: 'Takes it out of every list; `?undo=true` brings it back.',
  request: { params: idParams, query: z.object({ undo: z.enum(['true', 'false']).default('false') }) },
  responses: { 200: json(doneSchema, 'Done.') },
});

export const duplicateConversation = defineRoute({
  method: 'post',
  path: '/api/conversations/{id}/duplicate',
  tags,
  summary: 'A copy with every branch.',
  request: { params: idParams },
  responses: { 201: json(conversationSchema, 'The copy.') },
});

export const exportConversation = defineRoute({
  method: 'post',
  path: '/api/conversations/{id}/export',
  tags,
  summary: 'The conversation as a document.',
  request: { params: idParams, body: body(z.object({ format: z.enum(['json', 'markdown']).default('json') })) },
  responses: { 200: json(exportSchema, 'A file name, its media type and its text.') },
});

export const archiveConversation = defineRoute({
  method: 'put',
  path: '/api/conversations/{id}/archive',
  tags,
  summary: 'Puts it into the archive, or takes it out.',
  request: { params: idParams, body: body(z.object({ isArchived: z.boolean() })) },
  responses: { 200: json(conversationSchema, 'The conversation, changed.') },
});

export const pinConversation = defineRoute({
  method: 'put',
  path: '/api/conversations/{id}/pin',
  tags,
  summary: 'Pins it to the top of the list, or unpins it.',
  request: { params: idParams, body: body(z.object({ isPinned: z.boolean() })) },
  responses: { 200: json(conversationSchema, 'The conversation, changed.') },
});

export const branchConversation = defineRoute({
  method: 'post',
  path: '/api/conversations/{id}/branch',
  tags,
  summary: 'A new conversation with everything up to one message.',
  request: { params: idParams, body: body(z.object({ messageId: z.string() })) },
  responses: { 201: json(conversationSchema, 'The new conversation.') },
});

export const setConversationAgent = defineRoute({
  method: 'put',
  path: '/api/conversations/{id}/agent',
  tags,
  summary: 'Who answers from now on.',
  request: { params: idParams, body: body(z.object({ agentId: z.string().min(1).max(80) })) },
  responses: { 200: json(conversationSchema, 'The conversation, changed.') },
});

export const replayConversation = defineRoute({
  method: 'post',
  path: '/api/conversations/{id}/replay',
  tags,
  summary: 'A new conversation in which the same questions are asked again, one after the other.',
  request: {
    params: idParams,
    body: body(z.object({ agentId: z.string().max(80).optional(), model: modelRefSchema.optional() })),
  },
  responses: { 202: json(conversationSchema, 'The new conversation; its answers follow.') },
});
