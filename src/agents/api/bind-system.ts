import { getHealth, getStorageState, listModels, listProviders } from '../protocol/routes/system.ts';
import type { Api, ApiOptions } from './context.ts';

export function bindSystem(api: Api, { models, store }: ApiOptions): void {
  api.openapi(getHealth, (c) => c.json({ status: 'ok' as const }, 200));
  api.openapi(listProviders, async (c) => c.json({ providers: await models.providers() }, 200));
  api.openapi(listModels, async (c) => {
    const refresh = c.req.valid('query').refresh === 'true';
    return c.json(await models.list(c.req.raw.signal, { refresh }), 200);
  });
  api.openapi(getStorageState, (c) => c.json(store.state(), 200));
}
