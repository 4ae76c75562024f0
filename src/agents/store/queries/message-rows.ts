import type { Selectable, Updateable } from 'kysely';
import type { MessageRow } from '../../core/ports.ts';
import { isConductorError } from '../../protocol/conductor-error.ts';
import type { MessageTable } from '../sql/tables.ts';
import { decodeText, encodeText, keepAside, type Payloads } from './text-codec.ts';

type Columns = Updateable<MessageTable>;
type Writers = {
  readonly [K in keyof MessageRow]: (value: MessageRow[K], aside: Uint8Array[]) => Columns;
};

function toJsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

const writers: Writers = {
  id: (id) => ({ id }),
  conversationId: (conversationId) => ({ conversation_id: conversationId }),
  parentMessageId: (parentMessageId) => ({ parent_message_id: parentMessageId }),
  role: (role) => ({ role }),
  content: (content, aside) => ({ content: encodeText(content, aside) }),
  thinking: (thinking, aside) => ({ thinking: encodeText(thinking, aside) }),
  intent: (intent) => ({ intent }),
  context: (context, aside) => ({ context_json: encodeText(JSON.stringify(context), aside) }),
  createdAt: (createdAt) => ({ created_at: createdAt }),
  editedAt: (editedAt) => ({ edited_at: editedAt }),
  state: (state) => ({ state }),
  finishReason: (finishReason) => ({ finish_reason: finishReason }),
  agentId: (agentId) => ({ agent_id: agentId }),
  model: (model) => ({ model }),
  usage: (usage) => ({ usage_json: toJsonOrNull(usage) }),
  durationMs: (durationMs) => ({ duration_ms: durationMs }),
  error: (error) => ({ error_json: toJsonOrNull(error) }),
  tools: (tools, aside) => ({ tools_json: encodeText(JSON.stringify(tools), aside) }),
  notices: (notices, aside) => ({ notices_json: encodeText(JSON.stringify(notices), aside) }),
  lastSeq: (lastSeq) => ({ last_seq: lastSeq }),
};

const keys = Object.keys(writers) as (keyof MessageRow)[];

function write(key: keyof MessageRow, row: Partial<MessageRow>, aside: Uint8Array[]): Columns {
  const writer = writers[key] as (value: unknown, aside: Uint8Array[]) => Columns;
  return row[key] === undefined ? {} : writer(row[key], aside);
}

/** The columns of what is given; large texts are kept aside on the way. */
export async function toMessageColumns(row: Partial<MessageRow>, payloads: Payloads): Promise<Columns> {
  const columns: Columns = {};
  const aside: Uint8Array[] = [];
  for (const key of keys) Object.assign(columns, write(key, row, aside));
  await keepAside(aside, payloads);
  return columns;
}

/**
 * The message of a row. A long text whose file is damaged leaves the rest of the message readable: it is said in its
 * place and in the message's notices.
 */
export async function toMessageRow(row: Selectable<MessageTable>, payloads: Payloads): Promise<MessageRow> {
  const damage: string[] = [];
  const read = async (stored: string, inItsPlace: string): Promise<string> => {
    try {
      return await decodeText(stored, payloads);
    } catch (error) {
      if (!isConductorError(error) || error.code !== 'storage_damaged') throw error;
      damage.push(error.message);
      return inItsPlace;
    }
  };
  const content = await read(row.content, '*This text is damaged on disk and cannot be shown.*');
  const thinking = await read(row.thinking, '');
  const context = JSON.parse(await read(row.context_json, '[]')) as MessageRow['context'];
  const tools = JSON.parse(await read(row.tools_json, '[]')) as MessageRow['tools'];
  const notices = JSON.parse(await read(row.notices_json, '[]')) as string[];
  return {
    id: row.id,
    conversationId: row.conversation_id,
    parentMessageId: row.parent_message_id,
    role: row.role as MessageRow['role'],
    content,
    thinking,
    intent: row.intent as MessageRow['intent'],
    context,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    state: row.state as MessageRow['state'],
    finishReason: row.finish_reason as MessageRow['finishReason'],
    agentId: row.agent_id,
    model: row.model,
    usage: row.usage_json === null ? null : (JSON.parse(row.usage_json) as MessageRow['usage']),
    durationMs: row.duration_ms,
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as MessageRow['error']),
    tools,
    notices: [...notices, ...damage],
    lastSeq: row.last_seq,
  };
}
