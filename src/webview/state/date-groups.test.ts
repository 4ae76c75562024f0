import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Conversation } from '../../agents/protocol/conversation.ts';
import { groupByDate } from './date-groups.ts';

const now = new Date(2026, 10, 21, 12, 0);

function conversation(id: string, last: Date, isPinned = false): Conversation {
  const at = last.toISOString();
  return {
    id,
    userId: 'local',
    projectId: null,
    title: id,
    agentId: 'conductor',
    workflowId: null,
    model: null,
    createdAt: at,
    updatedAt: at,
    lastMessageAt: at,
    isArchived: false,
    isPinned,
    settings: { temperature: null, topP: null, maxOutputTokens: null, systemPrompt: null },
    tokenCount: 0,
    messageCount: 0,
    activeMessageId: null,
  };
}

describe('grouping conversations by date', () => {
  it('goes by the days of the person’s clock, pinned ones first, months by name', () => {
    const groups = groupByDate(
      [
        conversation('pinned', new Date(2025, 0, 1), true),
        conversation('midnight', new Date(2026, 10, 21, 0, 0)),
        conversation('late', new Date(2026, 10, 20, 23, 59)),
        conversation('week', new Date(2026, 10, 14, 0, 0)),
        conversation('month', new Date(2026, 10, 13, 23, 59)),
        conversation('edge', new Date(2026, 9, 22, 0, 0)),
        conversation('october', new Date(2026, 9, 21, 23, 59)),
        conversation('early', new Date(2026, 9, 1)),
        conversation('old', new Date(2024, 9, 1)),
      ],
      now,
    );
    assert.deepEqual(
      groups.map((group) => [group.key, group.conversations.map((row) => row.id)]),
      [
        ['pinned', ['pinned']],
        ['today', ['midnight']],
        ['yesterday', ['late']],
        ['week', ['week']],
        ['month', ['month', 'edge']],
        ['2026-10', ['october', 'early']],
        ['2024-10', ['old']],
      ],
    );
  });

  it('puts a moment of the future, by another machine’s clock, under today', () => {
    assert.equal(groupByDate([conversation('ahead', new Date(2026, 10, 22))], now)[0]?.key, 'today');
  });
});
