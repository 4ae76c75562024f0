import type { ErrorCode } from '../protocol/errors.ts';

const baseMs = 1_000;
const capMs = 20_000;

/**
 * How long to wait before try `attempt + 1`, in milliseconds. `random` is 0 to 1. A rate limit keeps at least half of the
 * growing delay, because full jitter collapses to almost none inside a per-minute window; other failures spread over
 * the whole of it.
 */
export function retryDelayMs(code: ErrorCode, attempt: number, random: number): number {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** attempt);
  return code === 'rate_limited' ? ceilingMs / 2 + (ceilingMs / 2) * random : ceilingMs * random;
}
