import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SilenceWatch } from './silence-watch.ts';

/** Checks every five seconds between two moments; the seconds at which the watch found silence. */
function findings(watch: SilenceWatch, fromS: number, toS: number): number[] {
  const found: number[] = [];
  for (let second = fromS; second <= toS; second += 5) if (watch.check(second * 1000)) found.push(second);
  return found;
}

describe('the watch over a webview’s silence', () => {
  it('says nothing of a webview that was never heard, or is hidden', () => {
    const watch = new SilenceWatch();
    assert.deepEqual(findings(watch, 0, 100), []);
    watch.heard(100_000);
    watch.forget();
    assert.deepEqual(findings(watch, 105, 300), []);
  });

  it('finds thirty seconds of silence', () => {
    const watch = new SilenceWatch();
    watch.heard(0);
    assert.deepEqual(findings(watch, 0, 25), []);
    watch.heard(25_000);
    assert.deepEqual(findings(watch, 30, 60), [55]);
  });

  it('waits longer after each finding', () => {
    const watch = new SilenceWatch();
    watch.heard(0);
    const found = findings(watch, 0, 1_000);
    assert.deepEqual(found.slice(0, 4), [30, 90, 210, 450]);
  });

  it('does not take the sleep of the machine for silence', () => {
    const watch = new SilenceWatch();
    watch.heard(0);
    watch.check(5_000);
    assert.equal(watch.check(3_600_000), false);
    assert.equal(watch.check(3_605_000), false);
  });
});
