import type { Clock } from '../../src/agents/core/ports.ts';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

export interface FakeClock extends Clock {
  /** Moves time on and wakes who sleeps until then, in order; lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** How long each sleep was asked to be. */
  readonly sleeps: number[];
}

const startMs = Date.parse('2026-11-21T09:00:00.000Z');

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is moved. */
export function createFakeClock(): FakeClock {
  let nowMs = 0;
  let sleepers: Sleeper[] = [];
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(startMs + nowMs).toISOString(),
    monotonicMs: () => nowMs,
    sleep(ms, signal) {
      sleeps.push(ms);
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const sleeper: Sleeper = { wakeAtMs: nowMs + ms, wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason as Error);
        });
      });
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (;;) {
        const next = sleepers.filter(({ wakeAtMs }) => wakeAtMs <= untilMs).sort((a, b) => a.wakeAtMs - b.wakeAtMs)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter((other) => other !== next);
        nowMs = next.wakeAtMs;
        next.wake();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}
