import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fitHistory } from './fit-history.ts';
import type { ModelMessage } from './ports.ts';

const say = (role: ModelMessage['role'], content: string): ModelMessage => ({
  role,
  content,
  intent: 'ask',
  context: [],
});
const turns = (count: number, size: number): ModelMessage[] =>
  Array.from({ length: count }, (_, index) => say(index % 2 === 0 ? 'user' : 'assistant', 'x'.repeat(size)));

describe('fitHistory', () => {
  it('keeps everything that fits', () => {
    const messages = turns(5, 100);
    assert.deepEqual(fitHistory(messages, '', 10_000), { messages, leftOut: 0 });
  });

  it('leaves out the oldest and begins with a person', () => {
    const { messages, leftOut } = fitHistory(turns(21, 400), '', 1_000);
    assert.equal(messages[0]?.role, 'user');
    assert.equal(messages.length + leftOut, 21);
    assert.ok(leftOut > 0);
  });

  it('always keeps the question, however long', () => {
    const { messages } = fitHistory(
      [say('user', 'a'), say('assistant', 'b'), say('user', 'x'.repeat(1_000_000))],
      '',
      1_000,
    );
    assert.equal(messages.length, 1);
  });
});
