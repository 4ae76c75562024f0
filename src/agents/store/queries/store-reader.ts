import type { Kysely } from 'kysely';
import type { StoreReader } from '../../core/ports.ts';
import type { Tables } from '../sql/tables.ts';
import { getConversation, listConversations } from './conversation-queries.ts';
import { findLeaf, getMessage, listAllMessages, listPath, listSiblings } from './message-queries.ts';
import { getRun, listEvents, listOpenRuns } from './run-queries.ts';
import { getSetting } from './setting-queries.ts';
import type { Payloads } from './text-codec.ts';
import { sumUsage } from './usage-queries.ts';

/** The store's questions over one transaction. */
export function createReader(database: Kysely<Tables>, payloads: Payloads): StoreReader {
  return {
    getConversation: (id) => getConversation(database, payloads, id),
    listConversations: (filter) => listConversations(database, payloads, filter),
    getMessage: (id) => getMessage(database, payloads, id),
    listPath: (leafId, limit) => listPath(database, payloads, { leafId, limit }),
    listAllMessages: (conversationId) => listAllMessages(database, payloads, conversationId),
    listSiblings: (messageIds) => listSiblings(database, messageIds),
    findLeaf: (messageId) => findLeaf(database, messageId),
    getRun: (streamId) => getRun(database, streamId),
    listOpenRuns: () => listOpenRuns(database),
    listEvents: (streamId, afterSeq) => listEvents(database, payloads, { streamId, afterSeq }),
    sumUsage: (filter) => sumUsage(database, filter),
    getSetting: (key) => getSetting(database, payloads, key),
  };
}
