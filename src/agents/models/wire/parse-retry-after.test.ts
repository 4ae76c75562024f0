import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseRetryAfterMs } from './parse-retry-after.ts';

const now = Date.parse('2026-11-21T09:00:00.000Z');

function parse(headers: Record<string, string>): number | null {
  return parseRetryAfterMs(new Headers(headers), now);
}

describe('parseRetryAfterMs', () => {
  const cases: readonly (readonly [Record<string, string>, number | null])[] = [
    [{}, null],
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:12 GMT' }, 12_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '999999' }, 24 * 3_600_000],
    [{ 'retry-after-ms': '1250', 'retry-after': '9' }, 1_250],
    [{ 'x-ratelimit-reset-requests': '6m0s' }, 360_000],
    [{ 'x-ratelimit-reset-tokens': '20ms', 'x-ratelimit-reset-requests': '1h2m3.5s' }, 3_723_500],
    [{ 'x-ratelimit-remaining-requests': '12', 'x-ratelimit-reset-requests': '1h' }, null],
    [{ 'x-ratelimit-reset': String(now / 1_000 + 4) }, 4_000],
    [
      { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-21T09:00:41Z' },
      41_000,
    ],
    [
      { 'anthropic-ratelimit-tokens-remaining': '9000', 'anthropic-ratelimit-tokens-reset': '2026-11-21T09:00:41Z' },
      null,
    ],
  ];
  for (const [headers, expected] of cases) {
    it(`reads ${JSON.stringify(headers)} as ${String(expected)}`, () => {
      assert.equal(parse(headers), expected);
    });
  }

  it('gives a wait between nothing and a day, or null, whatever it is sent', () => {
    const names = ['retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'x-ratelimit-reset-tokens'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'grapheme-ascii' }), (name, value) => {
        const waitMs = parse({ [name]: value.replace(/[^\x20-\x7e]/g, '') });
        assert.ok(waitMs === null || (Number.isInteger(waitMs) && waitMs >= 0 && waitMs <= 24 * 3_600_000));
      }),
    );
  });
});
