import type { Kysely } from 'kysely';
import type { StoreWriter } from '../../core/ports.ts';
import type { Change } from '../../protocol/events.ts';
import type { Tables } from '../sql/tables.ts';
import { insertConversation, updateConversation } from './conversation-queries.ts';
import { toConversationColumns } from './conversation-rows.ts';
import { deleteMessageTree, insertMessage, updateMessage } from './message-queries.ts';
import { appendEvents, insertRun, updateRun } from './run-queries.ts';
import { setSetting } from './setting-queries.ts';
import { createReader } from './store-reader.ts';
import type { Payloads } from './text-codec.ts';
import { insertUsage } from './usage-queries.ts';

/**
 * The store's questions and changes over one transaction. `note` is told what a window must read again; runs, events and
 * usage are not of that kind, their readers follow every commit.
 */
export function createWriter(
  database: Kysely<Tables>,
  payloads: Payloads,
  note: (change: Change) => void,
): StoreWriter {
  const noteConversation = (conversationId: string): void => note({ area: 'conversations', conversationId });
  const noteMessages = (conversationId: string): void => note({ area: 'messages', conversationId });
  return {
    ...createReader(database, payloads),
    async insertConversation(row) {
      await insertConversation(database, payloads, row);
      noteConversation(row.id);
    },
    async updateConversation(id, patch) {
      await updateConversation(database, id, await toConversationColumns(patch, payloads));
      noteConversation(id);
    },
    async setConversationDeleted(id, deletedAt) {
      await updateConversation(database, id, { is_deleted: deletedAt === null ? 0 : 1, deleted_at: deletedAt });
      noteConversation(id);
    },
    async insertMessage(row) {
      await insertMessage(database, payloads, row);
      noteMessages(row.conversationId);
    },
    async updateMessage(id, patch) {
      noteMessages(await updateMessage(database, payloads, { id, patch }));
    },
    async deleteMessageTree(id, deletedAt) {
      const { count, conversationId } = await deleteMessageTree(database, id, deletedAt);
      if (conversationId !== undefined) noteMessages(conversationId);
      return count;
    },
    insertRun: (row) => insertRun(database, row),
    updateRun: (streamId, patch) => updateRun(database, streamId, patch),
    appendEvents: (events) => appendEvents(database, payloads, events),
    insertUsage: (entry) => insertUsage(database, entry),
    async setSetting(key, value) {
      await setSetting(database, payloads, { key, value });
      note({ area: 'settings', conversationId: null });
    },
  };
}
