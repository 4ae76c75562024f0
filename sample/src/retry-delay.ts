const firstDelayMs = 250;
const longestDelayMs = 5_000;

/**
 * How long to wait before the next try: what the server asked for (seconds or a date), else twice as long each time,
 * with some chance in it so that many clients do not come back in step.
 */
export function retryDelayMs(attempt: number, retryAfter: string | null, now = Date.now()): number {
  if (retryAfter !== null) {
    const seconds = Number(retryAfter);
    const asked = Number.isNaN(seconds) ? Date.parse(retryAfter) - now : seconds * 1000;
    if (asked >= 0) return Math.min(asked, longestDelayMs);
  }
  const doubled = firstDelayMs * 2 ** (attempt - 1);
  return Math.min(doubled, longestDelayMs) * (0.5 + Math.random() / 2);
}
