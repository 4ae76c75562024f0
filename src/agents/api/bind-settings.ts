import * as routes from '../protocol/routes/settings.ts';
import type { Api, ApiOptions } from './context.ts';

export function bindSettings(api: Api, { settings }: ApiOptions): void {
  api.openapi(routes.getSettings, async (c) => c.json(await settings.get(), 200));
  api.openapi(routes.putSettings, async (c) => c.json(await settings.put(c.req.valid('json')), 200));
  api.openapi(routes.getCustomInstructions, async (c) => c.json(await settings.getInstructions(), 200));
  api.openapi(routes.putCustomInstructions, async (c) =>
    c.json(await settings.putInstructions(c.req.valid('json')), 200),
  );
  api.openapi(routes.getAgentFrameworkSettings, async (c) => c.json(await settings.getFramework(), 200));
  api.openapi(routes.putAgentFrameworkSettings, async (c) =>
    c.json(await settings.putFramework(c.req.valid('json')), 200),
  );
}
