import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { streamEvents } from './stream-events.ts';

describe('streamEvents', () => {
  it('takes no more from its source than the reader asked for', async () => {
    let made = 0;
    let ended = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (;;) yield await Promise.resolve((made += 1));
      } finally {
        ended = true;
      }
    }
    const response = streamEvents(numbers, (value) => ({ id: String(value) }), new AbortController().signal);
    const reader = response.body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(made < 10, `made ${made}`);
    await reader?.cancel();
    assert.equal(ended, true);
  });

  it('lets a source go that waits, when the reader leaves', async () => {
    let wasStopped = false;
    async function* waiting(signal: AbortSignal): AsyncGenerator<number> {
      yield 1;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      wasStopped = true;
    }
    const reader = streamEvents(waiting, () => ({}), new AbortController().signal).body?.getReader();
    await reader?.read();
    await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    await reader?.cancel();
    assert.equal(wasStopped, true);
  });

  it('says that it is still there while nothing happens', async () => {
    let tick: () => void = () => undefined;
    let stopped = false;
    const never: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const response = streamEvents(
      () => never,
      () => ({}),
      new AbortController().signal,
      (onTick) => {
        tick = onTick;
        return () => (stopped = true);
      },
    );
    const reader = response.body?.getReader();
    await reader?.read();
    tick();
    const piece = (await reader?.read())?.value as Uint8Array;
    assert.equal(new TextDecoder().decode(piece), ': still here\n\n');
    void reader?.cancel();
    assert.equal(stopped, true);
  });
});
