import type { Selectable, Updateable } from 'kysely';
import type { Conversation } from '../../protocol/conversation.ts';
import type { ConversationTable } from '../sql/tables.ts';
import { foldText } from './fold-text.ts';
import { decodeText, encodeShortText, decodeShortText, encodeText, type Payloads } from './text-codec.ts';

type Columns = Updateable<ConversationTable>;
type Writers = {
  readonly [K in keyof Conversation]: (value: Conversation[K], payloads: Payloads) => Columns | Promise<Columns>;
};

const writers: Writers = {
  id: (id) => ({ id }),
  userId: (userId) => ({ user_id: userId }),
  projectId: (projectId) => ({ project_id: projectId }),
  title: (title) => ({ title: encodeShortText(title), title_search: foldText(title) }),
  agentId: (agentId) => ({ agent_id: agentId }),
  workflowId: (workflowId) => ({ workflow_id: workflowId }),
  model: (model) => ({ model }),
  createdAt: (createdAt) => ({ created_at: createdAt }),
  updatedAt: (updatedAt) => ({ updated_at: updatedAt }),
  lastMessageAt: (lastMessageAt) => ({ last_message_at: lastMessageAt }),
  isArchived: (isArchived) => ({ is_archived: isArchived ? 1 : 0 }),
  isPinned: (isPinned) => ({ is_pinned: isPinned ? 1 : 0 }),
  settings: async (settings, payloads) => ({ settings_json: await encodeText(JSON.stringify(settings), payloads) }),
  tokenCount: (tokenCount) => ({ token_count: tokenCount }),
  messageCount: (messageCount) => ({ message_count: messageCount }),
  activeMessageId: (activeMessageId) => ({ active_message_id: activeMessageId }),
};

async function columnsOf<K extends keyof Conversation>(
  key: K,
  row: Partial<Conversation>,
  payloads: Payloads,
): Promise<Columns> {
  const value = row[key];
  return value === undefined ? {} : writers[key](value, payloads);
}

/** The columns of what is given. */
export async function toConversationColumns(row: Partial<Conversation>, payloads: Payloads): Promise<Columns> {
  const columns: Columns = {};
  for (const key of Object.keys(writers) as (keyof Conversation)[]) {
    Object.assign(columns, await columnsOf(key, row, payloads));
  }
  return columns;
}

export async function toConversation(row: Selectable<ConversationTable>, payloads: Payloads): Promise<Conversation> {
  return {
    id: row.id,
    userId: row.user_id,
    projectId: row.project_id,
    title: decodeShortText(row.title),
    agentId: row.agent_id,
    workflowId: row.workflow_id,
    model: row.model,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastMessageAt: row.last_message_at,
    isArchived: row.is_archived === 1,
    isPinned: row.is_pinned === 1,
    settings: JSON.parse(await decodeText(row.settings_json, payloads)) as Conversation['settings'],
    tokenCount: row.token_count,
    messageCount: row.message_count,
    activeMessageId: row.active_message_id,
  };
}
