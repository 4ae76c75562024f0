import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runWhenIdle } from './idle-queue.ts';

describe('runWhenIdle', () => {
  const moments: (() => void)[] = [];
  const page = globalThis as { requestIdleCallback?: (moment: () => void) => number };
  const original = page.requestIdleCallback;

  beforeEach(() => {
    page.requestIdleCallback = (moment) => moments.push(moment);
  });

  afterEach(() => {
    while (moments.length > 0) moments.shift()?.();
    if (original === undefined) delete page.requestIdleCallback;
    else page.requestIdleCallback = original;
  });

  it('does nothing before the page is idle, then each task in turn to its end', () => {
    const done: string[] = [];
    let left = 3;
    runWhenIdle(() => {
      done.push('first');
      left -= 1;
      return left > 0;
    });
    runWhenIdle(() => {
      done.push('second');
      return false;
    });
    assert.deepEqual(done, []);
    assert.equal(moments.length, 1);
    moments.shift()?.();
    assert.deepEqual(done, ['first', 'first', 'first', 'second']);
    assert.equal(moments.length, 0);
  });

  it('ends a moment when its time is over, and goes on in the next', () => {
    let turns = 0;
    runWhenIdle((hasTime) => {
      turns += 1;
      while (hasTime());
      return turns < 2;
    });
    moments.shift()?.();
    assert.equal(turns, 1);
    assert.equal(moments.length, 1);
    moments.shift()?.();
    assert.equal(turns, 2);
  });

  it('forgets a task that was cancelled', () => {
    let hasRun = false;
    const cancel = runWhenIdle(() => {
      hasRun = true;
      return false;
    });
    cancel();
    moments.shift()?.();
    assert.equal(hasRun, false);
  });

  it('goes on with the others when a task fails', () => {
    let hasRun = false;
    runWhenIdle(() => {
      throw new TypeError('broken');
    });
    runWhenIdle(() => {
      hasRun = true;
      return false;
    });
    assert.throws(() => moments.shift()?.(), TypeError);
    moments.shift()?.();
    assert.ok(hasRun);
  });
});
