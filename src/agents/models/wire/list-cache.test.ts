import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, it } from 'mocha';
import type { Clock } from '../../core/ports.ts';
import { ListCache, type ListOutcome } from './list-cache.ts';

/** A clock that stands until it is moved. */
function createStandingClock(): Clock & { move(ms: number): Promise<void> } {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  return {
    now: () => new Date(nowMs).toISOString(),
    monotonicMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ atMs: nowMs + ms, wake: resolve });
        signal.addEventListener(
          'abort',
          () => reject(signal.reason instanceof Error ? signal.reason : new TypeError('stopped')),
          { once: true },
        );
      }),
    async move(ms) {
      nowMs += ms;
      for (const sleeper of sleepers) if (sleeper.atMs <= nowMs) sleeper.wake();
      await turn();
    },
  };
}

const names = (outcome: ListOutcome): string[] | string =>
  outcome.listed === null ? outcome.unusable.reason : outcome.listed.map((model) => model.id);

function createLoader() {
  const state = {
    calls: 0,
    answer: ['a'] as string[] | 'wrong_key' | 'unreachable' | 'never',
    signals: [] as AbortSignal[],
  };
  const load = (signal: AbortSignal): Promise<ListOutcome> => {
    state.calls += 1;
    state.signals.push(signal);
    const { answer } = state;
    if (answer === 'never') return new Promise(() => undefined);
    if (typeof answer === 'string') return Promise.resolve({ listed: null, unusable: { reason: answer, message: '' } });
    const rest = { name: null, contextTokens: null, maxOutputTokens: null, capabilities: null };
    const listed = answer.map((id) => ({ id, ...rest, deprecatedOn: null, retiresOn: null, isRetired: null }));
    return Promise.resolve({ listed, unusable: null });
  };
  return { state, load };
}

function open() {
  const clock = createStandingClock();
  const cache = new ListCache({ clock, onTimeout: () => ({ reason: 'unreachable', message: 'late' }) });
  const { state, load } = createLoader();
  const get = async (more: { identity?: string; refresh?: boolean; signal?: AbortSignal } = {}) =>
    names(await cache.get({ identity: 'me', load, refresh: false, signal: new AbortController().signal, ...more }));
  return { clock, cache, state, get };
}

describe('ListCache', () => {
  it('asks once in some minutes, and once for many callers', async () => {
    const { clock, state, get } = open();
    assert.deepEqual(await Promise.all([get(), get()]), [['a'], ['a']]);
    await clock.move(299_000);
    await get();
    assert.equal(state.calls, 1);
  });

  it('answers with an old list at once and asks behind it', async () => {
    const { clock, state, get } = open();
    await get();
    await clock.move(301_000);
    state.answer = ['b'];
    assert.deepEqual(await get(), ['a']);
    await turn();
    assert.deepEqual(await get(), ['b']);
    assert.equal(state.calls, 2);
  });

  it('keeps an old list when asking behind it fails, but not when the key no longer holds', async () => {
    const { clock, state, get } = open();
    await get();
    state.answer = 'unreachable';
    await clock.move(301_000);
    await get();
    await turn();
    assert.deepEqual(await get(), ['a']);
    state.answer = 'wrong_key';
    await clock.move(301_000);
    await get();
    await turn();
    assert.equal(await get(), 'wrong_key');
  });

  it('asks anew when told to, and tells the truth then', async () => {
    const { state, get } = open();
    await get();
    state.answer = 'unreachable';
    assert.equal(await get({ refresh: true }), 'unreachable');
    assert.equal(await get(), 'unreachable');
  });

  it('asks anew soon after a failure', async () => {
    const { clock, state, get } = open();
    state.answer = 'unreachable';
    await get();
    state.answer = ['a'];
    assert.equal(await get(), 'unreachable');
    await clock.move(16_000);
    assert.deepEqual(await get(), ['a']);
  });

  it('never answers another identity', async () => {
    const { cache, state, get } = open();
    await get();
    state.answer = ['b'];
    assert.deepEqual(await get({ identity: 'other' }), ['b']);
    assert.equal(cache.peek('me'), null);
  });

  it('waits no longer than some seconds, and lets the request go', async () => {
    const { clock, state, get } = open();
    state.answer = 'never';
    const asked = get();
    await clock.move(4_001);
    assert.equal(await asked, 'unreachable');
    assert.equal(state.signals[0]?.aborted, true);
  });

  it('stops waiting when told to', async () => {
    const { state, get } = open();
    state.answer = 'never';
    const stop = new AbortController();
    const asked = get({ signal: stop.signal });
    stop.abort();
    assert.equal(await asked, 'unreachable');
  });
});
