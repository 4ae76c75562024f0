import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../agents/client/client.ts';
import type { Conversation } from '../../agents/protocol/conversation.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';
import { toShownFailure } from './failure.ts';

export interface ConversationsState {
  readonly list: readonly Conversation[];
  readonly query: string;
  readonly showsArchive: boolean;
  readonly nextCursor: string | null;
  readonly isLoading: boolean;
  readonly failure: ErrorBody | null;
}

/** The list of conversations. */
export interface Conversations {
  readonly store: StoreApi<ConversationsState>;
  /** Reads as many as are shown again, for other words when `query` is given. */
  load(change?: { query?: string; showsArchive?: boolean }): Promise<void>;
  loadMore(): Promise<void>;
  /** Puts a changed row in place of the one that is shown. */
  put(conversation: Conversation): void;
  remove(id: string): void;
  dispose(): void;
}

const pageSize = 50;
/** The largest page that a host gives at once. */
const mostAtOnce = 200;

export function createConversations(client: Client): Conversations {
  const store = createStore<ConversationsState>()(() => ({
    list: [],
    query: '',
    showsArchive: false,
    nextCursor: null,
    isLoading: false,
    failure: null,
  }));
  let reading: AbortController | null = null;

  const read = async (limit: number, cursor: string | null): Promise<void> => {
    reading?.abort();
    const controller = new AbortController();
    reading = controller;
    const { query, showsArchive } = store.getState();
    store.setState({ isLoading: true });
    try {
      const page = await client.call(
        'GET /api/conversations',
        {
          query: {
            limit,
            archived: showsArchive ? 'true' : 'false',
            ...(query.trim() === '' ? {} : { q: query.trim() }),
            ...(cursor === null ? {} : { cursor }),
          },
        },
        { signal: controller.signal },
      );
      if (controller.signal.aborted) return;
      const before = cursor === null ? [] : store.getState().list;
      const known = new Set(before.map((row) => row.id));
      const list = [...before, ...page.conversations.filter((row) => !known.has(row.id))];
      store.setState({ list, nextCursor: page.nextCursor, failure: null, isLoading: false });
    } catch (cause) {
      if (!controller.signal.aborted) store.setState({ failure: toShownFailure(cause), isLoading: false });
    }
  };

  return {
    store,
    async load(change = {}) {
      const isOther = change.query !== undefined || change.showsArchive !== undefined;
      store.setState(change);
      const shown = isOther ? 0 : store.getState().list.length;
      await read(Math.min(mostAtOnce, Math.max(pageSize, shown)), null);
    },
    async loadMore() {
      const { nextCursor, isLoading } = store.getState();
      if (nextCursor !== null && !isLoading) await read(pageSize, nextCursor);
    },
    put(conversation) {
      const { list } = store.getState();
      store.setState({ list: list.map((row) => (row.id === conversation.id ? conversation : row)) });
    },
    remove(id) {
      store.setState({ list: store.getState().list.filter((row) => row.id !== id) });
    },
    dispose: () => reading?.abort(),
  };
}
