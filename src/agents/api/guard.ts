import type { MiddlewareHandler } from 'hono';
import type { AccessRequest } from '../core/ports.ts';
import { ConductorError } from '../protocol/conductor-error.ts';
import type { ApiEnvironment, ApiOptions } from './context.ts';

const executing = /^\/api\/(conversations\/[^/]+\/(messages|replay)|messages\/[^/]+(\/regenerate|\/stop)?)$/;

/** What a request asks to do, to which resource. */
export function toAccess(method: string, path: string): Pick<AccessRequest, 'action' | 'resourceType' | 'resourceId'> {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'api');
  const [resourceType = 'system', resourceId] = parts;
  const target = { resourceType, resourceId: resourceId ?? null };
  if (method === 'GET' || method === 'HEAD') return { action: 'read', ...target };
  if (method === 'DELETE') return { action: 'delete', ...target };
  return { action: executing.test(path) ? 'execute' : 'write', ...target };
}

/** Who are you, and may you? Nothing behind this is reached without an answer to both. */
export function guard({ authenticate, gate }: ApiOptions): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const principal = authenticate(c.req.raw);
    const decision = await gate.check({ principal, ...toAccess(c.req.method, c.req.path) });
    if (!decision.granted) {
      throw new ConductorError('permission_denied', `You may not do this: ${decision.reason}.`);
    }
    c.set('principal', principal);
    await next();
  };
}
