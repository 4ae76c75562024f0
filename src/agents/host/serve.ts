import { timingSafeEqual, createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve as listen, type ServerType } from '@hono/node-server';
import type { Principal } from '../core/ports.ts';
import { ConductorError } from '../protocol/conductor-error.ts';
import { errorTable } from '../protocol/errors.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Takes the token that was agreed on as the local person; anything else is refused. */
export function authenticateByToken(token: string): (request: Request) => Principal {
  const expected = digest(token);
  return (request) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), expected)) {
      throw new ConductorError('unauthenticated', 'Send the token of this host as “Authorization: Bearer TOKEN”.');
    }
    return { userId: 'local', role: 'admin' };
  };
}

/**
 * Refuses a request that reached loopback under another name: a web page could have brought it here (DNS rebinding).
 */
function isAddressedToUs(request: Request): boolean {
  const host = request.headers.get('host') ?? '';
  return loopbackNames.has(host.replace(/:\d+$/, '').toLowerCase());
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a host on loopback only. Port 0 takes any free one. */
export function serve(fetch: (request: Request) => Promise<Response>, port: number): Promise<RunningServer> {
  const guarded = (request: Request): Response | Promise<Response> => {
    if (isAddressedToUs(request)) return fetch(request);
    const error = {
      code: 'permission_denied',
      message: 'This host answers to its loopback address only.',
      details: null,
    };
    return Response.json({ error }, { status: errorTable.permission_denied.status });
  };
  return new Promise((resolve, reject) => {
    const server: ServerType = listen({ fetch: guarded, hostname: '127.0.0.1', port }, (info: AddressInfo) => {
      resolve({ url: `http://127.0.0.1:${info.port}`, close: () => close(server) });
    });
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another with --port.` : cause.message;
      reject(new ConductorError('unavailable', why, { cause }));
    });
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
