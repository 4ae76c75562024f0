import { routePath } from 'hono/route';
import { HTTPException } from 'hono/http-exception';
import type { MiddlewareHandler } from 'hono';
import { ConductorError, toConductorError } from '../protocol/conductor-error.ts';
import { errorTable } from '../protocol/errors.ts';
import type { ApiEnvironment, ApiOptions } from './context.ts';

const acceptableRequestId = /^[A-Za-z0-9._-]{1,100}$/;

/** What was thrown, as the one error. */
export function normalise(thrown: unknown): ConductorError {
  // Hono's own refusals: a body that is not JSON, and the like.
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new ConductorError('invalid_request', `The request is not valid: ${thrown.message}`, { cause: thrown });
  }
  return toConductorError(thrown);
}

/** Gives every request an id, answers failures in their one shape, and writes one line without content to the log. */
export function observe({ log, clock, ids }: ApiOptions): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && acceptableRequestId.test(given) ? given : ids.next('r');
    const startedMs = clock.monotonicMs();
    c.set('requestId', requestId);
    await next();
    let code: string | undefined;
    if (c.error !== undefined) {
      const error = normalise(c.error);
      code = error.code;
      if (errorTable[error.code].audience === 'developer' && error.code !== 'invalid_request') {
        log.write('error', 'request_failed', {
          requestId,
          code,
          message: error.message,
          stack: error.cause instanceof Error ? error.cause.stack : error.stack,
        });
      }
    }
    c.res.headers.set('X-Request-Id', requestId);
    log.write('info', 'request', {
      requestId,
      method: c.req.method,
      // The route's pattern, not the path: identifiers and search words stay out of the log.
      path: routePath(c, -1),
      status: c.res.status,
      durationMs: Math.round(clock.monotonicMs() - startedMs),
      ...(code === undefined ? {} : { code }),
    });
  };
}
