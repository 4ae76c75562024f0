import { sql, type Insertable, type Kysely, type Updateable } from 'kysely';
import type { ConversationFilter } from '../../core/ports.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import type { ConversationTable, Tables } from '../sql/tables.ts';
import { toConversation, toConversationColumns } from './conversation-rows.ts';
import { insertRow } from './insert-row.ts';
import { foldText } from './fold-text.ts';
import type { Payloads } from './text-codec.ts';

/** The last row of a page: its place in the order. */
type Cursor = readonly [isPinned: number, lastMessageAt: string, id: string];

function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decodeCursor(text: string): Cursor {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(value) && value.length === 3) {
      const [isPinned, lastMessageAt, id] = value as unknown[];
      if (typeof isPinned === 'number' && typeof lastMessageAt === 'string' && typeof id === 'string') {
        return [isPinned, lastMessageAt, id];
      }
    }
  } catch (cause) {
    throw new ConductorError('invalid_request', 'The cursor is not one of this list.', { cause });
  }
  throw new ConductorError('invalid_request', 'The cursor is not one of this list.');
}

function containing(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

export async function getConversation(
  database: Kysely<Tables>,
  payloads: Payloads,
  id: string,
): Promise<Conversation | undefined> {
  const row = await database
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', id)
    .where('is_deleted', '=', 0)
    .executeTakeFirst();
  return row && toConversation(row, payloads);
}

export async function listConversations(
  database: Kysely<Tables>,
  payloads: Payloads,
  filter: ConversationFilter,
): Promise<{ rows: Conversation[]; nextCursor: string | null }> {
  let query = database
    .selectFrom('conversations')
    .selectAll()
    .where('user_id', '=', filter.userId)
    .where('is_deleted', '=', 0)
    .where('is_archived', '=', filter.isArchived ? 1 : 0)
    .orderBy('is_pinned', 'desc')
    .orderBy('last_message_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1);
  for (const word of foldText(filter.query ?? '').split(/\s+/)) {
    if (word !== '') query = query.where(sql<boolean>`title_search like ${containing(word)} escape '\\'`);
  }
  if (filter.cursor !== undefined) {
    const [isPinned, lastMessageAt, id] = decodeCursor(filter.cursor);
    query = query.where(sql<boolean>`(is_pinned, last_message_at, id) < (${isPinned}, ${lastMessageAt}, ${id})`);
  }
  const found = await query.execute();
  const page = found.slice(0, filter.limit);
  const last = page.at(-1);
  const rows = await Promise.all(page.map((row) => toConversation(row, payloads)));
  const hasMore = found.length > page.length && last !== undefined;
  return { rows, nextCursor: hasMore ? encodeCursor([last.is_pinned, last.last_message_at, last.id]) : null };
}

export async function insertConversation(
  database: Kysely<Tables>,
  payloads: Payloads,
  row: Conversation,
): Promise<void> {
  const columns = (await toConversationColumns(row, payloads)) as Insertable<ConversationTable>;
  await insertRow(database, 'conversations', columns);
}

/** @throws ConductorError not_found where there never was such a conversation. */
export async function updateConversation(
  database: Kysely<Tables>,
  id: string,
  columns: Updateable<ConversationTable>,
): Promise<void> {
  if (Object.keys(columns).length === 0) return;
  const result = await database.updateTable('conversations').set(columns).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new ConductorError('not_found', 'This conversation does not exist.');
}
