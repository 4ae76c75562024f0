import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeFrameBody, encodeFrame, scanFrames, type FrameBody } from './frame.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
);
const body: fc.Arbitrary<FrameBody> = fc.record({
  changes: fc.array(
    fc.record({
      area: fc.constantFrom('conversations' as const, 'messages' as const, 'settings' as const),
      conversationId: fc.option(fc.string()),
    }),
    { maxLength: 3 },
  ),
  statements: fc.array(fc.tuple(fc.string(), fc.array(value, { maxLength: 4 })), { maxLength: 3 }),
});
const bodies = fc.array(body, { minLength: 1, maxLength: 5 });

/** JSON has one zero. */
function withoutMinusZero(given: FrameBody): FrameBody {
  return JSON.parse(JSON.stringify(given)) as FrameBody;
}

function encodeAll(given: readonly FrameBody[]): Uint8Array[] {
  return given.map((one, index) => encodeFrame(index + 1, one));
}

describe('journal frames', () => {
  it('give back what was put in, in order, with zeros behind them or not', () => {
    fc.assert(
      fc.property(bodies, fc.nat(100), (given, zeros) => {
        const bytes = Buffer.concat([...encodeAll(given), Buffer.alloc(zeros)]);
        const { frames, damaged, end } = scanFrames(bytes, 1_000);
        assert.deepEqual(damaged, []);
        assert.equal(end, 1_000 + bytes.length - zeros);
        assert.deepEqual(
          frames.map((frame) => frame.seq),
          given.map((_, index) => index + 1),
        );
        assert.deepEqual(
          frames.map((frame) => decodeFrameBody(frame.payload)),
          given.map(withoutMinusZero),
        );
      }),
    );
  });

  it('are exactly those before a cut, and what is left of the next is named', () => {
    fc.assert(
      fc.property(bodies, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const parts = encodeAll(given);
        const bytes = Buffer.concat(parts);
        const length = Math.floor(share * bytes.length);
        const { frames, damaged, end } = scanFrames(bytes.subarray(0, length), 0);
        let whole = 0;
        let wholeBytes = 0;
        for (const part of parts) {
          if (wholeBytes + part.length > length) break;
          wholeBytes += part.length;
          whole += 1;
        }
        assert.equal(frames.length, whole);
        assert.equal(end, wholeBytes);
        const isRestZero = bytes.subarray(wholeBytes, length).every((byte) => byte === 0);
        assert.deepEqual(
          damaged.map(({ start, kind }) => ({ start, kind })),
          isRestZero ? [] : [{ start: wholeBytes, kind: 'torn' }],
        );
      }),
    );
  });

  it('lose one frame to a flipped bit, find the others, and name the place', () => {
    fc.assert(
      fc.property(bodies, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(7), (given, share, bit) => {
        const parts = encodeAll(given);
        const bytes = Buffer.concat(parts);
        const offset = Math.floor(share * bytes.length);
        bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
        const { frames, damaged } = scanFrames(bytes, 0);
        assert.equal(frames.length, given.length - 1);
        assert.equal(damaged.length, 1);
        const [range] = damaged;
        assert.ok(range !== undefined && range.start <= offset && offset < range.end);
      }),
    );
  });
});
