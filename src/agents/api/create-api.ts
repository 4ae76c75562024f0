import { OpenAPIHono } from '@hono/zod-openapi';
import { ConductorError } from '../protocol/conductor-error.ts';
import { bindConversations } from './bind-conversations.ts';
import { bindDocuments } from './bind-documents.ts';
import { bindMessages } from './bind-messages.ts';
import { bindSettings } from './bind-settings.ts';
import { bindSystem } from './bind-system.ts';
import { bindUsage } from './bind-usage.ts';
import type { Api, ApiEnvironment, ApiOptions } from './context.ts';
import { toErrorResponse } from './error-response.ts';
import { guard } from './guard.ts';
import { normalise, observe } from './observe.ts';

/** The longest body that is taken: a message with its context, with room to spare. */
const largestBodyBytes = 48 * 1024 * 1024;

/**
 * The contract as an application: every request gets an id and a line in the log, says who it is, is checked at the gate,
 * validated, and answered by a service. Failures have one shape.
 */
export function createApi(options: ApiOptions): Api {
  const api = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return;
      const issues = result.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), message }));
      const first = issues[0];
      const where = first === undefined || first.path === '' ? '' : ` (${first.path})`;
      throw new ConductorError('invalid_request', `The request is not valid${where}: ${first?.message ?? 'unknown'}`, {
        details: { issues },
      });
    },
  });
  api.onError((thrown, c) => toErrorResponse(c, normalise(thrown)));
  api.use(observe(options));
  api.use(async (c, next) => {
    if (Number(c.req.header('content-length') ?? 0) > largestBodyBytes) {
      throw new ConductorError('payload_too_large', 'The message and its context are too large. Attach less.');
    }
    await next();
  });
  bindDocuments(api, options);
  api.use('/api/*', guard(options));
  api.use('/providers', guard(options));
  bindSystem(api, options);
  bindConversations(api, options);
  bindMessages(api, options);
  bindSettings(api, options);
  bindUsage(api, options);
  api.notFound((c) =>
    toErrorResponse(c, new ConductorError('not_found', `There is no ${c.req.method} ${new URL(c.req.url).pathname}.`)),
  );
  return api;
}
