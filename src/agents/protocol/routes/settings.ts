import { agentFrameworkSettingsSchema, customInstructionsSchema, settingsSchema } from '../settings.ts';
import { body, defineRoute, json } from './define.ts';

const tags = ['settings'];

export const getSettings = defineRoute({
  method: 'get',
  path: '/api/settings',
  tags,
  summary: 'The settings in force.',
  responses: { 200: json(settingsSchema, 'The settings.') },
});

export const putSettings = defineRoute({
  method: 'put',
  path: '/api/settings',
  tags,
  summary: 'Changes the settings that are given.',
  request: { body: body(settingsSchema.partial()) },
  responses: { 200: json(settingsSchema, 'The settings in force.') },
});

export const getCustomInstructions = defineRoute({
  method: 'get',
  path: '/api/settings/custom-instructions',
  tags,
  summary: 'What every model is told in every conversation.',
  responses: { 200: json(customInstructionsSchema, 'The instructions.') },
});

export const putCustomInstructions = defineRoute({
  method: 'put',
  path: '/api/settings/custom-instructions',
  tags,
  summary: 'Replaces them.',
  request: { body: body(customInstructionsSchema) },
  responses: { 200: json(customInstructionsSchema, 'The instructions.') },
});

export const getAgentFrameworkSettings = defineRoute({
  method: 'get',
  path: '/api/settings/agent-framework',
  tags,
  summary: 'How runs are carried out.',
  responses: { 200: json(agentFrameworkSettingsSchema, 'The settings.') },
});

export const putAgentFrameworkSettings = defineRoute({
  method: 'put',
  path: '/api/settings/agent-framework',
  tags,
  summary: 'Changes those that are given.',
  request: { body: body(agentFrameworkSettingsSchema.partial()) },
  responses: { 200: json(agentFrameworkSettingsSchema, 'The settings.') },
});
