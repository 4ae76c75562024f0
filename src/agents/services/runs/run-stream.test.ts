import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFakeClock } from '../../../../test/support/fake-clock.ts';
import type { RunEvent, RunEventBody } from '../../protocol/events.ts';
import { RunStream } from './run-stream.ts';

const text = (delta: string, offset: number): RunEventBody => ({ type: 'text', data: { delta, offset } });
const complete: RunEventBody = { type: 'status', data: { state: 'complete', finishReason: 'stop' } };

function open() {
  const clock = createFakeClock();
  const unsaved: boolean[] = [];
  const stream = new RunStream({ streamId: 'm_1', clock, onUnsaved: (end) => unsaved.push(end) });
  return { clock, stream, unsaved };
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('RunStream', () => {
  it('joins deltas that come close together and keeps the order of everything else', async () => {
    const { clock, stream } = open();
    stream.emit(text('a', 0));
    stream.emit(text('b', 1));
    stream.emit({ type: 'notice', data: { message: 'n' } });
    stream.emit(text('c', 2));
    await clock.advance(30);
    stream.emit(text('d', 3));
    stream.emit(complete);
    const events = await collect(stream.follow(0, new AbortController().signal));
    assert.deepEqual(
      events.map(({ type, seq, data }) => [seq, type, type === 'text' && 'delta' in data ? data.delta : '']),
      [
        [1, 'text', 'ab'],
        [2, 'notice', ''],
        [3, 'text', 'c'],
        [4, 'text', 'd'],
        [5, 'status', ''],
      ],
    );
  });

  it('wakes every follower, each from where it is', async () => {
    const { clock, stream } = open();
    const whole = collect(stream.follow(0, new AbortController().signal));
    stream.emit(text('a', 0));
    await clock.advance(30);
    const rest = collect(stream.follow(1, new AbortController().signal));
    stream.emit(text('b', 1));
    stream.emit(complete);
    assert.deepEqual(
      (await whole).map(({ seq }) => seq),
      [1, 2, 3],
    );
    assert.deepEqual(
      (await rest).map(({ seq }) => seq),
      [2, 3],
    );
  });

  it('lets a follower go', async () => {
    const { stream } = open();
    const stop = new AbortController();
    const following = collect(stream.follow(0, stop.signal));
    stop.abort();
    assert.deepEqual(await following, []);
  });

  it('ends once: nothing follows the end state', () => {
    const { stream, unsaved } = open();
    stream.emit(complete);
    stream.emit(text('late', 0));
    assert.equal(stream.answer.content, '');
    assert.deepEqual(unsaved, [true]);
  });

  it('gives what is unsaved back when writing failed, in order and joined', () => {
    const { stream } = open();
    stream.emit(text('a', 0));
    const first = stream.takeUnsaved();
    stream.emit(text('b', 1));
    stream.putBack(first);
    const all = stream.takeUnsaved();
    assert.equal(all.length, 1);
    assert.deepEqual(all[0]?.data, { delta: 'ab', offset: 0 });
    assert.equal(all[0].seq, 2);
    assert.equal(stream.hasUnsaved, false);
  });
});
