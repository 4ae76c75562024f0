import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../agents/protocol/events.ts';
import type { Message } from '../../agents/protocol/message.ts';
import { applyRunEvents, mergeMessage, reconcileOrder, toChatMessage } from './chat-message.ts';

const at = '2026-11-21T09:00:00.000Z';

function answer(fields: Partial<Message> = {}): Message {
  return {
    id: 'msg_1',
    conversationId: 'cnv_1',
    parentMessageId: null,
    role: 'assistant',
    content: '',
    intent: 'ask',
    context: [],
    createdAt: at,
    editedAt: null,
    state: 'queued',
    finishReason: null,
    agentId: null,
    model: null,
    usage: null,
    durationMs: null,
    error: null,
    tools: [],
    hasThinking: false,
    notices: [],
    lastSeq: 0,
    siblingIds: ['msg_1'],
    ...fields,
  };
}

/** A whole run: the words cut at these places, with a tool on the way. */
function eventsOf(text: string, cuts: readonly number[]): RunEvent[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort((a, b) => a - b);
  const head = (seq: number) => ({ streamId: 'msg_1', seq, at });
  const words = places.slice(1).map((end, index): RunEvent => {
    const offset = places[index] ?? 0;
    return { ...head(index + 4), type: 'text', data: { offset, delta: text.slice(offset, end) } };
  });
  return [
    { ...head(1), type: 'status', data: { state: 'streaming' } },
    { ...head(2), type: 'tool_call', data: { callId: 'c', name: 'read', title: 'a.ts' } },
    { ...head(3), type: 'tool_result', data: { callId: 'c', ok: true, summary: '', durationMs: 5 } },
    ...words,
    { ...head(words.length + 4), type: 'status', data: { state: 'complete', finishReason: 'stop' } },
  ];
}

describe('a message and the events of its run', () => {
  it('is the same however the events are batched, repeated or resumed from what the host had stored', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.nat()),
        fc.array(fc.nat()),
        fc.record({ storedAt: fc.nat(), resumedAt: fc.nat() }),
        (text, cuts, batchCuts, { storedAt, resumedAt }) => {
          const events = eventsOf(text, cuts);
          const whole = applyRunEvents(toChatMessage(answer()), events);
          assert.equal(whole.content, text);
          assert.equal(whole.state, 'complete');
          assert.equal(whole.tools.length, 1);

          const places = [...new Set([0, ...batchCuts.map((cut) => cut % events.length), events.length])];
          places.sort((a, b) => a - b);
          const batched = places
            .slice(1)
            .reduce(
              (message, end, index) => applyRunEvents(message, events.slice(places[index], end)),
              toChatMessage(answer()),
            );
          assert.deepEqual(batched, whole);
          assert.deepEqual(applyRunEvents(whole, events), whole);

          // The view heard some, the document went away, the host had stored some; the rest comes with overlap.
          const { thinking, ...stored } = applyRunEvents(
            toChatMessage(answer()),
            events.slice(0, storedAt % (events.length + 1)),
          );
          assert.equal(thinking, '');
          const fresh = mergeMessage(undefined, stored);
          const from = Math.min(resumedAt % (events.length + 1), stored.lastSeq);
          assert.deepEqual(applyRunEvents(fresh, events.slice(from)), whole);
        },
      ),
    );
  });

  it('keeps the words that were heard when the host has stored fewer', () => {
    const events = eventsOf('one two three', [4, 8]);
    const heard = applyRunEvents(toChatMessage(answer()), events.slice(0, 6));
    const told = answer({ state: 'streaming', content: 'one ', lastSeq: 4, siblingIds: ['msg_0', 'msg_1'] });
    const merged = mergeMessage(heard, told);
    assert.equal(merged.content, 'one two three');
    assert.deepEqual(merged.siblingIds, ['msg_0', 'msg_1']);
  });

  it('takes the host’s word for an answer that has ended', () => {
    const heard = { ...toChatMessage(answer({ state: 'streaming', content: 'one two', lastSeq: 9 })), thinking: 'hm' };
    const told = answer({ state: 'interrupted', content: 'one ', lastSeq: 4 });
    assert.equal(mergeMessage(heard, told).state, 'interrupted');
    assert.equal(mergeMessage(heard, told).thinking, 'hm');
  });
});

describe('the order of the branch when its end is told anew', () => {
  it('keeps what lies before the page and replaces the rest', () => {
    assert.deepEqual(reconcileOrder(['a', 'b', 'c', 'd'], ['c', 'e', 'f']), ['a', 'b', 'c', 'e', 'f']);
  });

  it('is the same list when nothing changed', () => {
    const order = ['a', 'b', 'c'];
    assert.equal(reconcileOrder(order, ['b', 'c']), order);
  });

  it('is unknown when the page shares nothing with it', () => {
    assert.equal(reconcileOrder(['a', 'b'], ['x', 'y']), null);
  });

  it('is empty when the branch is', () => {
    assert.deepEqual(reconcileOrder(['a'], []), []);
  });
});
