import { z } from '@hono/zod-openapi';
import { modelListSchema, providerSchema } from '../model.ts';
import { storageStateSchema } from '../storage.ts';
import { defineRoute, json } from './define.ts';

const tags = ['system'];

export const getHealth = defineRoute({
  method: 'get',
  path: '/health',
  tags,
  summary: 'Is the host there? Needs no token.',
  responses: { 200: json(z.object({ status: z.literal('ok') }), 'It is.') },
});

export const listProviders = defineRoute({
  method: 'get',
  path: '/providers',
  tags,
  summary: 'Who makes models, what they can do, and whether they can be used now.',
  responses: { 200: json(z.object({ providers: z.array(providerSchema) }), 'The providers.') },
});

export const listModels = defineRoute({
  method: 'get',
  path: '/api/models',
  tags,
  summary: 'Every model that is known, usable or not, and why not.',
  request: {
    /** Asks the providers again instead of answering from the last list. */
    query: z.object({ refresh: z.enum(['true', 'false']).default('false') }),
  },
  responses: { 200: json(modelListSchema, 'The models.') },
});

export const getStorageState = defineRoute({
  method: 'get',
  path: '/api/storage',
  tags,
  summary: 'Where the data lies, how large it is, and whether it can be written.',
  responses: { 200: json(storageStateSchema, 'The state of the store.') },
});
