import { usageQuerySchema, usageReportSchema } from '../usage.ts';
import { defineRoute, idParams, json } from './define.ts';

const tags = ['usage'];
const report = { 200: json(usageReportSchema, 'Sums.') };

export const getDailyUsage = defineRoute({
  method: 'get',
  path: '/api/usage/daily',
  tags,
  summary: 'A row a day.',
  request: { query: usageQuerySchema },
  responses: report,
});

export const getMonthlyUsage = defineRoute({
  method: 'get',
  path: '/api/usage/monthly',
  tags,
  summary: 'A row a month.',
  request: { query: usageQuerySchema },
  responses: report,
});

export const getUsageByModel = defineRoute({
  method: 'get',
  path: '/api/usage/by-model',
  tags,
  summary: 'A row a model.',
  request: { query: usageQuerySchema },
  responses: report,
});

export const getUsageByAgent = defineRoute({
  method: 'get',
  path: '/api/usage/by-agent',
  tags,
  summary: 'A row an agent.',
  request: { query: usageQuerySchema },
  responses: report,
});

export const getConversationUsage = defineRoute({
  method: 'get',
  path: '/api/usage/conversations/{id}',
  tags,
  summary: 'One conversation, a row a model.',
  request: { params: idParams, query: usageQuerySchema },
  responses: report,
});

export const getAgentUsage = defineRoute({
  method: 'get',
  path: '/api/usage/agents/{id}',
  tags,
  summary: 'One agent, a row a model.',
  request: { params: idParams, query: usageQuerySchema },
  responses: report,
});

export const getWorkflowUsage = defineRoute({
  method: 'get',
  path: '/api/usage/workflows/{id}',
  tags,
  summary: 'One workflow, a row a model.',
  request: { params: idParams, query: usageQuerySchema },
  responses: report,
});
