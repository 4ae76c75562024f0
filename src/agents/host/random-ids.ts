import { randomBytes } from 'node:crypto';
import type { Ids } from '../core/ports.ts';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

function toBase36(value: number, width: number): string {
  return value.toString(36).padStart(width, '0');
}

/** Identifiers that sort by time of making, within a millisecond by a counter, and that no two processes share. */
export function createRandomIds(nowMs: () => number = Date.now): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next(prefix) {
      const ms = Math.max(nowMs(), lastMs);
      counter = ms === lastMs ? counter + 1 : 0;
      lastMs = ms;
      const random = Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('');
      return `${prefix}_${toBase36(ms, 9)}${toBase36(counter, 3)}${random}`;
    },
  };
}
