import { sql, type Insertable, type Kysely, type QueryCreator } from 'kysely';
import type { MessageRow } from '../../core/ports.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { MessageTable, Tables } from '../sql/tables.ts';
import { insertRow } from './insert-row.ts';
import { toMessageColumns, toMessageRow } from './message-rows.ts';
import type { Payloads } from './text-codec.ts';

/** Ids asked for by one statement. Shorter lists are filled up, so that there is one statement and not one a length. */
const idsAtOnce = 100;

function visible(database: QueryCreator<Tables>) {
  return database
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .where('conversations.is_deleted', '=', 0)
    .where('messages.is_deleted', '=', 0);
}

export async function getMessage(
  database: Kysely<Tables>,
  payloads: Payloads,
  id: string,
): Promise<MessageRow | undefined> {
  const row = await visible(database).selectAll('messages').where('messages.id', '=', id).executeTakeFirst();
  return row && toMessageRow(row, payloads);
}

/** Walks from the leaf to its parents, so its cost is that of the rows it returns. */
export async function listPath(
  database: Kysely<Tables>,
  payloads: Payloads,
  { leafId, limit }: { readonly leafId: string; readonly limit: number },
): Promise<MessageRow[]> {
  if (limit < 1) return [];
  const rows = await database
    .withRecursive('path', (base) =>
      visible(base)
        .select(['messages.id', 'messages.parent_message_id', sql<number>`1`.as('distance')])
        .where('messages.id', '=', leafId)
        .unionAll(
          base
            .selectFrom('path')
            .innerJoin('messages', 'messages.id', 'path.parent_message_id')
            .select(['messages.id', 'messages.parent_message_id', sql<number>`path.distance + 1`.as('distance')])
            .where('path.distance', '<', limit)
            .where('messages.is_deleted', '=', 0),
        ),
    )
    .selectFrom('path')
    .innerJoin('messages', 'messages.id', 'path.id')
    .selectAll('messages')
    .orderBy('path.distance', 'desc')
    .execute();
  return Promise.all(rows.map((row) => toMessageRow(row, payloads)));
}

export async function listAllMessages(
  database: Kysely<Tables>,
  payloads: Payloads,
  conversationId: string,
): Promise<MessageRow[]> {
  const rows = await visible(database)
    .selectAll('messages')
    .where('messages.conversation_id', '=', conversationId)
    .orderBy('messages.position')
    .execute();
  return Promise.all(rows.map((row) => toMessageRow(row, payloads)));
}

interface SiblingPair {
  readonly of: string;
  readonly id: string;
}

async function siblingPairs(database: Kysely<Tables>, ids: readonly string[]): Promise<SiblingPair[]> {
  const asked = database
    .selectFrom('messages as asked')
    .innerJoin('conversations', 'conversations.id', 'asked.conversation_id')
    .where('conversations.is_deleted', '=', 0)
    .where('asked.is_deleted', '=', 0)
    .where('asked.id', 'in', ids);
  const below = await asked
    .innerJoin('messages as sibling', 'sibling.parent_message_id', 'asked.parent_message_id')
    .where('sibling.is_deleted', '=', 0)
    .select(['asked.id as of', 'sibling.id'])
    .orderBy('sibling.position')
    .execute();
  const first = await asked
    .where('asked.parent_message_id', 'is', null)
    .innerJoin('messages as sibling', 'sibling.conversation_id', 'asked.conversation_id')
    .where('sibling.parent_message_id', 'is', null)
    .where('sibling.is_deleted', '=', 0)
    .select(['asked.id as of', 'sibling.id'])
    .orderBy('sibling.position')
    .execute();
  return [...below, ...first];
}

export async function listSiblings(
  database: Kysely<Tables>,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const siblings = new Map<string, string[]>();
  const distinct = [...new Set(messageIds)];
  for (let from = 0; from < distinct.length; from += idsAtOnce) {
    const ids = distinct.slice(from, from + idsAtOnce);
    const filled = [...ids, ...new Array<string>(idsAtOnce - ids.length).fill(ids[0] ?? '')];
    for (const { of, id } of await siblingPairs(database, filled)) {
      const known = siblings.get(of);
      if (known === undefined) siblings.set(of, [id]);
      else known.push(id);
    }
  }
  return siblings;
}

export async function findLeaf(database: Kysely<Tables>, messageId: string): Promise<string> {
  const newestChild = sql<string | null>`(
    select child.id from messages as child
    where child.parent_message_id = branch.id and child.is_deleted = 0
    order by child.position desc limit 1
  )`;
  const leaf = await database
    .withRecursive('branch', (base) =>
      base.selectNoFrom([sql<string | null>`${messageId}`.as('id'), sql<number>`1`.as('distance')]).unionAll(
        base
          .selectFrom('branch')
          .select([newestChild.as('id'), sql<number>`branch.distance + 1`.as('distance')])
          .where('branch.id', 'is not', null),
      ),
    )
    .selectFrom('branch')
    .select('id')
    .where('id', 'is not', null)
    .orderBy('distance', 'desc')
    .limit(1)
    .executeTakeFirst();
  return leaf?.id ?? messageId;
}

export async function insertMessage(database: Kysely<Tables>, payloads: Payloads, row: MessageRow): Promise<void> {
  const columns = (await toMessageColumns(row, payloads)) as Insertable<MessageTable>;
  await insertRow(database, 'messages', columns);
}

/** Gives back the message's conversation. @throws ConductorError not_found where there never was such a message. */
export async function updateMessage(
  database: Kysely<Tables>,
  payloads: Payloads,
  { id, patch }: { readonly id: string; readonly patch: Partial<MessageRow> },
): Promise<string> {
  if (patch.parentMessageId !== undefined) {
    throw new ConductorError('invalid_request', 'A message stays where it was written.');
  }
  const columns = await toMessageColumns(patch, payloads);
  const row = await database
    .updateTable('messages')
    .set(Object.keys(columns).length === 0 ? { id } : columns)
    .where('id', '=', id)
    .returning('conversation_id')
    .executeTakeFirst();
  if (row === undefined) throw new ConductorError('not_found', 'This message does not exist.');
  return row.conversation_id;
}

/** How many messages went, and the conversation they were in. */
export async function deleteMessageTree(
  database: Kysely<Tables>,
  id: string,
  deletedAt: string,
): Promise<{ count: number; conversationId: string | undefined }> {
  const rows = await database
    .withRecursive('tree', (base) =>
      base
        .selectFrom('messages')
        .select('id')
        .where('id', '=', id)
        .where('is_deleted', '=', 0)
        .unionAll(
          base
            .selectFrom('tree')
            .innerJoin('messages', 'messages.parent_message_id', 'tree.id')
            .select('messages.id')
            .where('messages.is_deleted', '=', 0),
        ),
    )
    .updateTable('messages')
    .set({ is_deleted: 1, deleted_at: deletedAt })
    .where('id', 'in', (base) => base.selectFrom('tree').select('id'))
    .returning('conversation_id')
    .execute();
  return { count: rows.length, conversationId: rows[0]?.conversation_id };
}
