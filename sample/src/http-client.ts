import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelayMs } from './retry-delay.ts';

export interface RequestOptions {
  /** Stops the request. */
  signal: AbortSignal;
  /** How often to try at most. */
  tries: number;
}

export interface Reply {
  ok: boolean;
  status: number;
  tries: number;
}

const worthAnotherTry = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Asks for an address and tries again while the server is busy. */
export async function request(url: string, options: RequestOptions): Promise<Reply> {
  let status = 0;

  for (let attempt = 1; attempt <= options.tries; attempt += 1) {
    try {
      const response = await fetch(url, { method: 'HEAD', redirect: 'follow' });
      status = response.status;
      if (!worthAnotherTry.has(status)) {
        return { ok: response.ok, status, tries: attempt };
      }
      await sleep(retryDelayMs(attempt, response.headers.get('retry-after')));
    } catch {
      status = 0;
      await sleep(retryDelayMs(attempt, null));
    }
  }

  return { ok: false, status, tries: options.tries };
}
