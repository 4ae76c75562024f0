import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { shiftRange } from './shift-range.ts';

describe('a stretch of text under changes', () => {
  it('moves with what is before it, and stays for what is behind it', () => {
    assert.deepEqual(shiftRange({ start: 10, end: 20 }, { start: 0, length: 2, textLength: 5 }), {
      start: 13,
      end: 23,
      touched: false,
    });
    assert.deepEqual(shiftRange({ start: 10, end: 20 }, { start: 20, length: 0, textLength: 5 }), {
      start: 10,
      end: 20,
      touched: false,
    });
  });

  it('grows with what is typed inside, and is touched by it', () => {
    assert.deepEqual(shiftRange({ start: 10, end: 20 }, { start: 15, length: 1, textLength: 4 }), {
      start: 10,
      end: 23,
      touched: true,
    });
  });

  it('holds the same text after any change that does not touch it', () => {
    const cases = fc.record({
      text: fc.string({ minLength: 1, maxLength: 60 }),
      numbers: fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60)),
      insert: fc.string({ maxLength: 10 }),
    });
    fc.assert(
      fc.property(cases, ({ text, numbers, insert }) => {
        const [a = 0, b = 0, c = 0, d = 0] = numbers.map((number) => number % (text.length + 1));
        const stretch = { start: Math.min(a, b), end: Math.max(a, b) };
        const [from, to] = [Math.min(c, d), Math.max(c, d)];
        const after = text.slice(0, from) + insert + text.slice(to);
        const moved = shiftRange(stretch, { start: from, length: to - from, textLength: insert.length });
        assert.ok(moved.start >= 0 && moved.end <= after.length && moved.start <= moved.end);
        if (!moved.touched) {
          assert.equal(after.slice(moved.start, moved.end), text.slice(stretch.start, stretch.end));
        }
      }),
    );
  });
});
