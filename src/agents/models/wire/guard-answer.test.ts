import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'mocha';
import type { ModelEvent } from '../../core/ports.ts';
import { guardAnswer } from './guard-answer.ts';

type Open = (signal: AbortSignal) => AsyncGenerator<ModelEvent>;

async function collect(open: Open, signal = new AbortController().signal): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  const guarded = guardAnswer({
    open,
    signal,
    toFailure: (cause) => ({ code: 'network', message: String(cause), details: null }),
    toCut: () => ({ code: 'stream_cut', message: 'cut', details: null }),
  });
  for await (const event of guarded) events.push(event);
  return events;
}

const hello: ModelEvent = { type: 'text', delta: 'hello' };
const finish: ModelEvent = { type: 'finish', reason: 'stop' };

describe('guardAnswer', () => {
  it('says nothing after the end', async () => {
    const events = await collect(async function* () {
      await Promise.resolve();
      yield hello;
      yield finish;
      yield hello;
      yield { type: 'finish', reason: 'length' };
    });
    assert.deepEqual(events, [hello, finish]);
  });

  it('ends what ends without saying so, and what throws', async () => {
    const silent = await collect(async function* () {
      await Promise.resolve();
      yield hello;
    });
    assert.deepEqual(
      silent.map((event) => (event.type === 'failed' ? event.error.code : event.type)),
      ['text', 'stream_cut'],
    );
    const thrown = await collect(async function* () {
      await Promise.resolve();
      yield hello;
      throw new TypeError('broken');
    });
    assert.deepEqual(
      thrown.map((event) => (event.type === 'failed' ? event.error.message : event.type)),
      ['text', 'TypeError: broken'],
    );
  });

  it('stops what does not listen, and what throws because it was stopped', async () => {
    for (const deaf of [true, false]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 5);
      const events = await collect(async function* () {
        yield hello;
        await new Promise((_, reject) => {
          if (!deaf) stop.signal.addEventListener('abort', () => reject(new TypeError('aborted')));
        });
      }, stop.signal);
      assert.deepEqual(events, [hello, { type: 'finish', reason: 'cancelled' }]);
    }
  });

  it('tells what is below when it is over, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    let below: AbortSignal | undefined;
    await collect(async function* (own) {
      below = own;
      await Promise.resolve();
      assert.equal(own.aborted, false);
      yield finish;
    }, signal);
    assert.equal(below?.aborted, true);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });
});
