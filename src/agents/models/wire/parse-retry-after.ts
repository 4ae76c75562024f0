/** The part of `Headers` that is read. */
export interface ReadableHeaders {
  get(name: string): string | null;
}

const longestMs = 24 * 60 * 60 * 1_000;

/**
 * How long a provider asks to wait, in milliseconds, or null where it does not say. `retry-after-ms` wins over
 * `retry-after` (seconds or a date), and that over the resets of the limits that are used up: OpenAI's
 * `x-ratelimit-reset-*` (`1m30s`, or a Unix time), Anthropic's `anthropic-ratelimit-*-reset` (a date).
 */
export function parseRetryAfterMs(headers: ReadableHeaders, nowMs: number): number | null {
  const asked =
    toNumber(headers.get('retry-after-ms')) ??
    parseMoment(headers.get('retry-after'), nowMs) ??
    longest([
      ...['requests', 'tokens'].map((kind) =>
        usedUp(headers, `x-ratelimit-remaining-${kind}`, `x-ratelimit-reset-${kind}`, nowMs),
      ),
      ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((kind) =>
        usedUp(headers, `anthropic-ratelimit-${kind}-remaining`, `anthropic-ratelimit-${kind}-reset`, nowMs),
      ),
      parseMoment(headers.get('x-ratelimit-reset'), nowMs),
    ]);
  return asked === null ? null : Math.round(Math.min(longestMs, Math.max(0, asked)));
}

/** When a limit is lifted, unless some of it is left. */
function usedUp(headers: ReadableHeaders, remaining: string, reset: string, nowMs: number): number | null {
  const left = toNumber(headers.get(remaining));
  return left !== null && left > 0 ? null : parseMoment(headers.get(reset), nowMs);
}

function longest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function toNumber(text: string | null): number | null {
  if (text === null || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return null;
  return Number(text);
}

/** Numbers above this are moments in Unix seconds, not spans: as a span it would be more than three years. */
const firstUnixSeconds = 100_000_000;

/** Seconds, a Unix time, a span such as `1h2m3.5s` or `20ms`, or a date; as milliseconds from now. */
function parseMoment(text: string | null, nowMs: number): number | null {
  if (text === null) return null;
  const seconds = toNumber(text);
  if (seconds !== null) return seconds >= firstUnixSeconds ? seconds * 1_000 - nowMs : seconds * 1_000;
  const span = parseSpanMs(text.trim());
  if (span !== null) return span;
  // Without a name of a month or a colon it is no date, though `Date.parse` may make one of it.
  const date = /[a-z:]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : date - nowMs;
}

const unitsMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

function parseSpanMs(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|d|h|m|s))+$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)) {
    sum += Number(amount) * (unitsMs[unit ?? ''] ?? 0);
  }
  return sum;
}
