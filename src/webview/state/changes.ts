import type { Client } from '../../agents/client/client.ts';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { Change } from '../../agents/protocol/events.ts';
import { backoffMs, pause } from './backoff.ts';

export interface FollowChangesOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly onChange: (change: Change) => void;
  /** The stream was away for a while: anything may have changed. */
  readonly onGap: () => void;
  readonly waitMs?: (failures: number) => number;
}

/** Listens to what changes in the store, by this window and others, until the signal stops it. */
export async function followChanges(options: FollowChangesOptions): Promise<void> {
  const { client, signal, onChange, onGap, waitMs = backoffMs } = options;
  const isOver = (): boolean => signal.aborted;
  let failures = 0;
  while (!isOver()) {
    try {
      for await (const change of client.stream('GET /api/changes', {}, { signal })) {
        failures = 0;
        onChange(change);
      }
    } catch (cause) {
      if (toConductorError(cause).code === 'not_found') return;
    }
    failures += 1;
    await pause(waitMs(failures), signal);
    if (!isOver()) onGap();
  }
}

export interface Delayed {
  readonly request: () => void;
  readonly cancel: () => void;
}

/** Runs `work` once, `delayMs` after it was first asked for, however often it is asked for until then. */
export function createDelayed(delayMs: number, work: () => void): Delayed {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    request() {
      timer ??= setTimeout(() => {
        timer = null;
        work();
      }, delayMs);
    },
    cancel,
  };
}
