import type { MessageRow, StoreReader } from '../../core/ports.ts';
import type { Message } from '../../protocol/message.ts';

/** Rows as the wire shows them, with the versions that stand beside each. */
export async function toMessages(reader: StoreReader, rows: readonly MessageRow[]): Promise<Message[]> {
  const siblings = await reader.listSiblings(rows.map((row) => row.id));
  return rows.map(({ thinking, ...row }) => ({
    ...row,
    hasThinking: thinking !== '',
    siblingIds: [...(siblings.get(row.id) ?? [row.id])],
  }));
}
