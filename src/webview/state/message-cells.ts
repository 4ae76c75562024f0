import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Message } from '../../agents/protocol/message.ts';
import { mergeMessage, type ChatMessage } from './chat-message.ts';

export type MessageCell = StoreApi<ChatMessage>;

/** The messages that are loaded, each with a store of its own, so that a word of one touches nothing of the others. */
export interface MessageCells {
  get(id: string): MessageCell | undefined;
  /** Takes in what the host told, keeping what is known beyond it. */
  put(message: Message): void;
  update(id: string, change: (message: ChatMessage) => ChatMessage): void;
  /** Forgets every message that is not in `ids`. */
  keepOnly(ids: ReadonlySet<string>): void;
}

export function createMessageCells(): MessageCells {
  const cells = new Map<string, MessageCell>();
  return {
    get: (id) => cells.get(id),
    put(message) {
      const cell = cells.get(message.id);
      const merged = mergeMessage(cell?.getState(), message);
      if (cell === undefined)
        cells.set(
          message.id,
          createStore<ChatMessage>()(() => merged),
        );
      else cell.setState(merged, true);
    },
    update(id, change) {
      const cell = cells.get(id);
      if (cell === undefined) return;
      const next = change(cell.getState());
      if (next !== cell.getState()) cell.setState(next, true);
    },
    keepOnly(ids) {
      for (const id of cells.keys()) if (!ids.has(id)) cells.delete(id);
    },
  };
}
