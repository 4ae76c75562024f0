import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createFakeClock } from '../../../../test/support/fake-clock.ts';
import { createPace, splitWords } from './pace.ts';

describe('splitWords', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  it('gives the text again, in small pieces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const pieces = [...splitWords(text)];
        assert.equal(pieces.join(''), text);
        for (const piece of pieces) assert.ok(piece.length > 0 && piece.length <= 160);
      }),
    );
    assert.deepEqual([...splitWords('one two\n\n- three')], ['one ', 'two\n', '\n- ', 'three']);
  });
});

describe('createPace', () => {
  it('keeps to its words a second', async () => {
    const clock = createFakeClock();
    const pace = createPace(clock, 400);
    let said = 0;
    const talk = (async () => {
      for (; said < 400; said += 1) await pace.wait(new AbortController().signal);
    })();
    await clock.advance(500);
    assert.ok(said > 180 && said <= 204, String(said));
    await clock.advance(600);
    await talk;
    assert.ok(clock.sleeps.every((ms) => ms >= 8 && ms < 20));
  });

  it('does not wait with 0, and rejects when stopped', async () => {
    const clock = createFakeClock();
    const free = createPace(clock, 0);
    for (let word = 0; word < 1_000; word += 1) await free.wait(new AbortController().signal);
    assert.deepEqual(clock.sleeps, []);
    const stop = new AbortController();
    const pace = createPace(clock, 1);
    const waiting = pace.wait(stop.signal);
    stop.abort();
    await assert.rejects(waiting);
  });
});
