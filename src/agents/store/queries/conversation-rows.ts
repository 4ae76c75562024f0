import type { Selectable, Updateable } from 'kysely';
import type { Conversation } from '../../protocol/conversation.ts';
import type { ConversationTable } from '../sql/tables.ts';
import { foldText } from './fold-text.ts';
import { decodeText, encodeShortText, decodeShortText, encodeText, keepAside, type Payloads } from './text-codec.ts';

type Columns = Updateable<ConversationTable>;
type Writers = {
  readonly [K in keyof Conversation]: (value: Conversation[K], aside: Uint8Array[]) => Columns;
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
  settings: (settings, aside) => ({ settings_json: encodeText(JSON.stringify(settings), aside) }),
  tokenCount: (tokenCount) => ({ token_count: tokenCount }),
  messageCount: (messageCount) => ({ message_count: messageCount }),
  activeMessageId: (activeMessageId) => ({ active_message_id: activeMessageId }),
};

const keys = Object.keys(writers) as (keyof Conversation)[];

function write(key: keyof Conversation, row: Partial<Conversation>, aside: Uint8Array[]): Columns {
  const writer = writers[key] as (value: unknown, aside: Uint8Array[]) => Columns;
  return row[key] === undefined ? {} : writer(row[key], aside);
}

/** The columns of what is given; large texts are kept aside on the way. */
export async function toConversationColumns(row: Partial<Conversation>, payloads: Payloads): Promise<Columns> {
  const columns: Columns = {};
  const aside: Uint8Array[] = [];
  for (const key of keys) Object.assign(columns, write(key, row, aside));
  await keepAside(aside, payloads);
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
