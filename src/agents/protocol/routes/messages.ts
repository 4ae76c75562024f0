import { z } from '@hono/zod-openapi';
import { changeSchema, runEventSchema } from '../events.ts';
import { editMessageSchema, messageSchema, regenerateSchema, sendMessageSchema, turnSchema } from '../message.ts';
import { body, defineRoute, doneSchema, idParams, json } from './define.ts';

const tags = ['messages'];

/** A stream of Server-Sent Events: `id` is the event's number, `event` its type, `data` the schema as JSON. */
function eventStream<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { content: { 'text/event-stream': { schema } }, description } as const;
}

export const listMessages = defineRoute({
  method: 'get',
  path: '/api/conversations/{id}/messages',
  tags,
  summary: 'The branch that is shown, oldest first: its last `limit` messages, or those before one.',
  request: {
    params: idParams,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      /** Only messages above this one. */
      before: z.string().optional(),
    }),
  },
  responses: {
    200: json(z.object({ messages: z.array(messageSchema), hasEarlier: z.boolean() }), 'The messages.'),
  },
});

export const sendMessage = defineRoute({
  method: 'post',
  path: '/api/conversations/{id}/messages',
  tags,
  summary: 'Keeps a message and begins the answer.',
  request: { params: idParams, body: body(sendMessageSchema) },
  responses: { 202: json(turnSchema, 'Both are kept; stream the answer by its id.') },
});

export const editMessage = defineRoute({
  method: 'put',
  path: '/api/messages/{id}',
  tags,
  summary: 'Asks again in other words: a new version beside the old one, and its answer.',
  request: { params: idParams, body: body(editMessageSchema) },
  responses: { 202: json(turnSchema, 'The new version and its answer.') },
});

export const deleteMessage = defineRoute({
  method: 'delete',
  path: '/api/messages/{id}',
  tags,
  summary: 'Takes a message and all below it out of the conversation.',
  request: { params: idParams },
  responses: { 200: json(doneSchema, 'Done.') },
});

export const regenerateMessage = defineRoute({
  method: 'post',
  path: '/api/messages/{id}/regenerate',
  tags,
  summary: 'Another answer beside this one.',
  request: { params: idParams, body: body(regenerateSchema) },
  responses: { 202: json(turnSchema, 'The question and its new answer.') },
});

export const stopMessage = defineRoute({
  method: 'post',
  path: '/api/messages/{id}/stop',
  tags,
  summary: 'Stops an answer; what was written stays.',
  request: { params: idParams },
  responses: { 200: json(messageSchema, 'The message as it stands.') },
});

export const streamMessage = defineRoute({
  method: 'get',
  path: '/api/messages/stream',
  tags,
  summary: 'The events of one answer: those after a number, then those to come, until its end.',
  request: {
    query: z.object({
      messageId: z.string(),
      /** The last event that the client has; the header `Last-Event-ID` counts too. */
      after: z.coerce.number().int().min(0).default(0),
    }),
  },
  responses: { 200: eventStream(runEventSchema, 'Events, closed after the end state.') },
});

export const getThinking = defineRoute({
  method: 'get',
  path: '/api/messages/{id}/thinking',
  tags,
  summary: 'The reasoning behind an answer, as far as the model told it.',
  request: { params: idParams },
  responses: { 200: json(z.object({ messageId: z.string(), thinking: z.string() }), 'Empty where none was told.') },
});

export const streamChanges = defineRoute({
  method: 'get',
  path: '/api/changes',
  tags: ['changes'],
  summary: 'Hints that something changed, by this window or another, until the client goes away.',
  responses: { 200: eventStream(changeSchema, 'Events without an end.') },
});
