import type { Clock, Ids, MessageRow, Principal, Store } from '../../core/ports.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import { isEndState } from '../../protocol/events.ts';
import { requireConversation } from './conversation-service.ts';

export interface CopyOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly principal: Principal;
  readonly conversationId: string;
}

function titleOfCopy(title: string): string {
  return `${title.slice(0, 190)} (copy)`;
}

/** The rows under new ids, their parents among them; an answer that is still being written is left out. */
function renumber(
  rows: readonly MessageRow[],
  conversationId: string,
  ids: Ids,
): { rows: MessageRow[]; newId: ReadonlyMap<string, string> } {
  const newId = new Map<string, string>();
  const copies: MessageRow[] = [];
  for (const row of rows) {
    if (!isEndState(row.state)) continue;
    const id = ids.next('m');
    newId.set(row.id, id);
    const parentMessageId = row.parentMessageId === null ? null : (newId.get(row.parentMessageId) ?? null);
    // The copy has no stream of its own: its text is whole.
    copies.push({ ...row, id, conversationId, parentMessageId, lastSeq: 0 });
  }
  return { rows: copies, newId };
}

async function copy(
  options: CopyOptions,
  pick: (source: Conversation) => Promise<MessageRow[]>,
  title: string | null,
): Promise<Conversation> {
  const { store, clock, ids, principal, conversationId } = options;
  const source = await store.read((reader) => requireConversation(reader, conversationId, principal));
  const now = clock.now();
  const id = ids.next('c');
  const { rows, newId } = renumber(await pick(source), id, ids);
  const conversation: Conversation = {
    ...source,
    id,
    title: title ?? titleOfCopy(source.title),
    createdAt: now,
    updatedAt: now,
    lastMessageAt: now,
    isPinned: false,
    isArchived: false,
    tokenCount: 0,
    messageCount: rows.length,
    activeMessageId:
      (source.activeMessageId === null ? undefined : newId.get(source.activeMessageId)) ?? rows.at(-1)?.id ?? null,
  };
  await store.write(async (writer) => {
    await writer.insertConversation(conversation);
    for (const row of rows) await writer.insertMessage(row);
  });
  return conversation;
}

/** A copy with every branch. */
export function duplicateConversation(options: CopyOptions): Promise<Conversation> {
  return copy(options, (source) => options.store.read((reader) => reader.listAllMessages(source.id)), null);
}

/** A new conversation with everything from the beginning up to one message. */
export function branchConversation(options: CopyOptions & { readonly messageId: string }): Promise<Conversation> {
  const { store, messageId } = options;
  const pick = (source: Conversation): Promise<MessageRow[]> =>
    store.read(async (reader) => {
      const message = await reader.getMessage(messageId);
      if (message?.conversationId !== source.id) {
        throw new ConductorError('not_found', 'This message is not part of the conversation.');
      }
      return reader.listPath(messageId, Number.MAX_SAFE_INTEGER);
    });
  return copy(options, pick, null);
}
