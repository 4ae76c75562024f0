import * as routes from '../protocol/routes/usage.ts';
import type { Api, ApiOptions } from './context.ts';

export function bindUsage(api: Api, { usage }: ApiOptions): void {
  api.openapi(routes.getDailyUsage, async (c) =>
    c.json(await usage.report(c.get('principal'), { groupBy: 'day', ...c.req.valid('query') }), 200),
  );
  api.openapi(routes.getMonthlyUsage, async (c) =>
    c.json(await usage.report(c.get('principal'), { groupBy: 'month', ...c.req.valid('query') }), 200),
  );
  api.openapi(routes.getUsageByModel, async (c) =>
    c.json(await usage.report(c.get('principal'), { groupBy: 'model', ...c.req.valid('query') }), 200),
  );
  api.openapi(routes.getUsageByAgent, async (c) =>
    c.json(await usage.report(c.get('principal'), { groupBy: 'agent', ...c.req.valid('query') }), 200),
  );
  api.openapi(routes.getConversationUsage, async (c) => {
    const question = { groupBy: 'model', conversationId: c.req.valid('param').id, ...c.req.valid('query') } as const;
    return c.json(await usage.report(c.get('principal'), question), 200);
  });
  api.openapi(routes.getAgentUsage, async (c) => {
    const question = { groupBy: 'model', agentId: c.req.valid('param').id, ...c.req.valid('query') } as const;
    return c.json(await usage.report(c.get('principal'), question), 200);
  });
  api.openapi(routes.getWorkflowUsage, async (c) => {
    const question = { groupBy: 'model', workflowId: c.req.valid('param').id, ...c.req.valid('query') } as const;
    return c.json(await usage.report(c.get('principal'), question), 200);
  });
}
