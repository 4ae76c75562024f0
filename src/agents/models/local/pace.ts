import type { Clock } from '../../core/ports.ts';

export interface Pace {
  /** Resolves when the next word may be said; rejects when stopped. */
  wait(signal: AbortSignal): Promise<void>;
}

/** Timers shorter than this are not worth setting. */
const shortestSleepMs = 8;

/**
 * Keeps to a number of words a second, whatever the timers of the machine do: it sleeps only when it is ahead. With 0
 * it never waits.
 */
export function createPace(clock: Clock, wordsPerSecond: number): Pace {
  if (wordsPerSecond <= 0) return { wait: () => Promise.resolve() };
  const startedMs = clock.monotonicMs();
  let said = 0;
  return {
    async wait(signal) {
      said += 1;
      const aheadMs = (said / wordsPerSecond) * 1000 - (clock.monotonicMs() - startedMs);
      if (aheadMs >= shortestSleepMs) await clock.sleep(aheadMs, signal);
    },
  };
}

const longestDelta = 160;

/** A text in pieces of one word with the space behind it; together they are the text. */
export function* splitWords(text: string): Generator<string> {
  for (const [piece] of text.matchAll(/\s*\S+\s?|\s+/g)) {
    for (let at = 0; at < piece.length; at += longestDelta) yield piece.slice(at, at + longestDelta);
  }
}
