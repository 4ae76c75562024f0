import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { applyRunEvent, emptyAnswer, type Answer } from './apply-run-event.ts';
import type { RunEvent } from './events.ts';

const at = '2026-11-21T09:00:00.000Z';

function textEvents(text: string, cuts: readonly number[]): RunEvent[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const offset = places[index] ?? 0;
    return { type: 'text', streamId: 's', seq: index + 1, at, data: { offset, delta: text.slice(offset, end) } };
  });
}

const replay = (events: readonly RunEvent[], from: Answer = emptyAnswer): Answer =>
  events.reduce<Answer>(applyRunEvent, from);

describe('applyRunEvent', () => {
  it('gives the same answer however the text was split, repeated or resumed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat()), fc.nat(), (text, cuts, resumeAt) => {
        const events = textEvents(text, cuts);
        const half = replay(events.slice(0, resumeAt % (events.length + 1)));
        const coalesced: RunEvent = {
          type: 'text',
          streamId: 's',
          seq: events.length + 1,
          at,
          data: { offset: 0, delta: text },
        };
        assert.equal(replay(events).content, text);
        assert.equal(replay([...events, ...events]).content, text);
        assert.equal(replay(events, half).content, text);
        assert.equal(replay([coalesced], half).content, text);
      }),
    );
  });

  it('shows a tool as running until its result', () => {
    const call: RunEvent = {
      type: 'tool_call',
      streamId: 's',
      seq: 1,
      at,
      data: { callId: 'a', name: 'read', title: 'x.ts' },
    };
    const started = applyRunEvent(emptyAnswer, call);
    assert.deepEqual(started.tools, [
      { callId: 'a', name: 'read', title: 'x.ts', ok: null, summary: '', durationMs: null },
    ]);
    const result: RunEvent = {
      type: 'tool_result',
      streamId: 's',
      seq: 2,
      at,
      data: { callId: 'a', ok: true, summary: '12 lines', durationMs: 3 },
    };
    assert.equal(applyRunEvent(started, result).tools[0]?.ok, true);
  });

  it('keeps an error when the end state follows', () => {
    const answer = replay([
      { type: 'error', streamId: 's', seq: 1, at, data: { code: 'overloaded', message: 'Busy.', details: null } },
      { type: 'status', streamId: 's', seq: 2, at, data: { state: 'failed', finishReason: 'error' } },
    ]);
    assert.equal(answer.error?.code, 'overloaded');
    assert.equal(answer.state, 'failed');
    assert.equal(answer.finishReason, 'error');
  });
});
