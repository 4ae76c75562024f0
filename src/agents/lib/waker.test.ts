import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Waker } from './waker.ts';

describe('Waker', () => {
  it('does not miss a wake that came before the wait, and uses it once', async () => {
    const waker = new Waker();
    waker.wake();
    await waker.wait(new AbortController().signal);
    let woken = false;
    const waiting = waker.wait(new AbortController().signal).then(() => (woken = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(woken, false);
    waker.wake();
    await waiting;
  });

  it('stops waiting with its signal', async () => {
    await new Waker().wait(AbortSignal.timeout(1));
  });
});
