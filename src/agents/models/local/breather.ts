import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../core/ports.ts';

const longestWorkMs = 8;
const mostSteps = 16;

/** Lets everything else in the process run between steps of long work; call it after each step. */
export function createBreather(clock: Clock): (signal: AbortSignal) => Promise<void> {
  let sinceMs = clock.monotonicMs();
  let steps = 0;
  return async (signal) => {
    signal.throwIfAborted();
    steps += 1;
    if (steps < mostSteps && clock.monotonicMs() - sinceMs < longestWorkMs) return;
    await nextTurn();
    signal.throwIfAborted();
    sinceMs = clock.monotonicMs();
    steps = 0;
  };
}
