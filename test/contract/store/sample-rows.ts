import type { MessageRow, RunRow, StoreWriter, UsageEntry } from '../../../src/agents/core/ports.ts';
import type { Conversation } from '../../../src/agents/protocol/conversation.ts';
import type { RunEvent } from '../../../src/agents/protocol/events.ts';

export const someMoment = '2026-11-21T09:30:00.000Z';

export function conversationRow(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    userId: 'local',
    projectId: null,
    title: `Title of ${id}`,
    agentId: 'conversation',
    workflowId: null,
    model: null,
    createdAt: someMoment,
    updatedAt: someMoment,
    lastMessageAt: someMoment,
    isArchived: false,
    isPinned: false,
    settings: { temperature: null, topP: null, maxOutputTokens: null, systemPrompt: null },
    tokenCount: 0,
    messageCount: 0,
    activeMessageId: null,
    ...changes,
  };
}

export function messageRow(id: string, conversationId: string, changes: Partial<MessageRow> = {}): MessageRow {
  return {
    id,
    conversationId,
    parentMessageId: null,
    role: 'user',
    content: `Content of ${id}`,
    thinking: '',
    intent: 'ask',
    context: [],
    createdAt: someMoment,
    editedAt: null,
    state: 'complete',
    finishReason: null,
    agentId: null,
    model: null,
    usage: null,
    durationMs: null,
    error: null,
    tools: [],
    notices: [],
    lastSeq: 0,
    ...changes,
  };
}

export function runRow(streamId: string, conversationId: string, changes: Partial<RunRow> = {}): RunRow {
  return {
    streamId,
    conversationId,
    state: 'queued',
    owner: '1:2:boot',
    stopRequested: false,
    startedAt: someMoment,
    ...changes,
  };
}

export function textEvent(streamId: string, seq: number, delta: string): RunEvent {
  return { streamId, seq, at: someMoment, type: 'text', data: { delta, offset: 0 } };
}

export function usageEntry(id: string, changes: Partial<UsageEntry> = {}): UsageEntry {
  return {
    id,
    userId: 'local',
    conversationId: 'c_1',
    messageId: `m_${id}`,
    agentId: 'conversation',
    workflowId: null,
    model: 'local/built-in',
    inputTokens: 10,
    outputTokens: 5,
    costUsd: 0.25,
    createdAt: someMoment,
    ...changes,
  };
}

/** Messages one below the other, `m_1` first. */
export async function insertChain(writer: StoreWriter, conversationId: string, count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    const parentMessageId = index === 1 ? null : `m_${index - 1}`;
    await writer.insertMessage(messageRow(`m_${index}`, conversationId, { parentMessageId }));
  }
}
