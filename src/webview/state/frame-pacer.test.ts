import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFramePacer } from './frame-pacer.ts';

function clockwork() {
  let nowMs = 0;
  let frames: (() => void)[] = [];
  return {
    pacer: createFramePacer({
      floorMs: () => 32,
      now: () => nowMs,
      requestFrame: (callback) => frames.push(callback),
      cancelFrame: () => {
        frames = [];
      },
    }),
    frame: (stepMs: number): void => {
      nowMs += stepMs;
      const due = frames;
      frames = [];
      for (const callback of due) callback();
    },
  };
}

describe('the frame pacer', () => {
  it('runs at most once in its floor, however often it is asked', () => {
    const { pacer, frame } = clockwork();
    let runs = 0;
    for (let frames = 0; frames < 12; frames += 1) {
      for (let asks = 0; asks < 5; asks += 1) pacer.request(() => (runs += 1));
      frame(16);
    }
    pacer.cancel();
    // 12 frames of 16 ms are 192 ms, in which 32 ms fit six times.
    assert.equal(runs, 6);
  });

  it('runs what is waiting at once when it is flushed, and then not again', () => {
    const { pacer, frame } = clockwork();
    let runs = 0;
    pacer.request(() => (runs += 1));
    pacer.flush();
    pacer.flush();
    frame(100);
    assert.equal(runs, 1);
  });

  it('runs without frames too, as in a hidden document', async () => {
    const { pacer } = clockwork();
    await new Promise<void>((resolve) => pacer.request(resolve));
  });

  it('forgets what was cancelled', () => {
    const { pacer, frame } = clockwork();
    let runs = 0;
    pacer.request(() => (runs += 1));
    pacer.cancel();
    frame(100);
    assert.equal(runs, 0);
  });
});
