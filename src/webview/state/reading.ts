import type { Client } from '../../agents/client/client.ts';
import type { Message } from '../../agents/protocol/message.ts';
import type { AnswerFollower } from './answer-follower.ts';
import { isRunning, reconcileOrder } from './chat-message.ts';
import { emptyChat, type ChatStore } from './chat.ts';
import { toFailure, toShownFailure } from './failure.ts';
import type { MessageCells } from './message-cells.ts';

export interface ReadingOptions {
  readonly client: Client;
  readonly chat: ChatStore;
  readonly cells: MessageCells;
  readonly follower: AnswerFollower;
}

/** Reads the conversation that is shown. */
export interface Reading {
  /** Shows a conversation, or a new chat; what was shown before is let go. */
  open(conversationId: string | null): Promise<void>;
  loadEarlier(): Promise<void>;
  /** Reads the end of the branch again, all of the last page or its last messages only. */
  refresh(limit?: number): Promise<void>;
  /** Reads the conversation's own row again: its title, its model. */
  refreshConversation(): Promise<void>;
  /** Takes in messages that the host told: from `first` on, the branch is these. */
  showFrom(firstId: string | null, messages: readonly Message[]): void;
  /** Stops with the conversation that is shown; another one has a signal of its own. */
  signal(): AbortSignal;
  dispose(): void;
}

const pageSize = 100;

export function createReading({ client, chat, cells, follower }: ReadingOptions): Reading {
  let shown = new AbortController();

  const followRunning = (messages: readonly Message[]): void => {
    for (const { id } of messages) {
      const message = cells.get(id)?.getState();
      if (message !== undefined && isRunning(message)) follower.follow(id, message.lastSeq);
    }
    const running = chat.getState().order.findLast((id) => {
      const message = cells.get(id)?.getState();
      return message !== undefined && isRunning(message);
    });
    chat.setState({ runningId: running ?? null });
  };

  const setOrder = (order: readonly string[], told: readonly Message[]): void => {
    for (const message of told) cells.put(message);
    chat.setState({ order });
    followRunning(told);
  };

  const readPage = (conversationId: string, query: { limit: number; before?: string }, signal: AbortSignal) =>
    client.call('GET /api/conversations/{id}/messages', { params: { id: conversationId }, query }, { signal });

  const readConversation = async (id: string, signal: AbortSignal): Promise<void> => {
    const conversation = await client.call('GET /api/conversations/{id}', { params: { id } }, { signal });
    if (!signal.aborted) chat.setState({ conversation });
  };

  const refreshOnce = async (limit: number, signal: AbortSignal): Promise<void> => {
    const { conversationId } = chat.getState();
    if (conversationId === null) return;
    const page = await readPage(conversationId, { limit }, signal);
    if (signal.aborted) return;
    const ids = page.messages.map((message) => message.id);
    const order = reconcileOrder(chat.getState().order, ids);
    if (order === null && limit < pageSize) {
      await refreshOnce(pageSize, signal);
      return;
    }
    const isWhole = order === null || order[0] === ids[0];
    setOrder(order ?? ids, page.messages);
    chat.setState({ failure: null, ...(isWhole ? { hasEarlier: page.hasEarlier } : {}) });
    await readConversation(conversationId, signal);
  };

  return {
    async open(conversationId) {
      shown.abort();
      shown = new AbortController();
      const { signal } = shown;
      follower.letGo();
      chat.setState({ ...emptyChat, conversationId, isLoading: conversationId !== null });
      cells.keepOnly(new Set());
      if (conversationId === null) return;
      try {
        const [page] = await Promise.all([
          readPage(conversationId, { limit: pageSize }, signal),
          readConversation(conversationId, signal),
        ]);
        if (signal.aborted) return;
        chat.setState({ hasEarlier: page.hasEarlier, isLoading: false });
        setOrder(
          page.messages.map((message) => message.id),
          page.messages,
        );
      } catch (cause) {
        if (!signal.aborted) chat.setState({ failure: toFailure(cause), isLoading: false });
      }
    },

    async loadEarlier() {
      const { conversationId, hasEarlier, isLoadingEarlier, isLoading, order } = chat.getState();
      const before = order[0];
      if (conversationId === null || !hasEarlier || isLoadingEarlier || isLoading || before === undefined) return;
      const { signal } = shown;
      chat.setState({ isLoadingEarlier: true });
      try {
        const page = await readPage(conversationId, { limit: pageSize, before }, signal);
        if (signal.aborted || chat.getState().order[0] !== before) return;
        for (const message of page.messages) cells.put(message);
        const earlier = page.messages.map((message) => message.id);
        chat.setState({ order: [...earlier, ...chat.getState().order], hasEarlier: page.hasEarlier });
      } catch (cause) {
        if (!signal.aborted) chat.setState({ failure: toShownFailure(cause) });
      } finally {
        if (!signal.aborted) chat.setState({ isLoadingEarlier: false });
      }
    },

    async refresh(limit = pageSize) {
      const { signal } = shown;
      try {
        await refreshOnce(limit, signal);
      } catch (cause) {
        if (!signal.aborted) chat.setState({ failure: toShownFailure(cause) });
      }
    },

    async refreshConversation() {
      const { conversationId } = chat.getState();
      const { signal } = shown;
      if (conversationId === null) return;
      try {
        await readConversation(conversationId, signal);
      } catch (cause) {
        if (!signal.aborted) chat.setState({ failure: toShownFailure(cause) });
      }
    },

    showFrom(firstId, messages) {
      const { order } = chat.getState();
      const place = firstId === null ? order.length : order.indexOf(firstId);
      const kept = order.slice(0, place === -1 ? order.length : place);
      const told = messages.map((message) => message.id);
      setOrder([...kept.filter((id) => !told.includes(id)), ...told], messages);
    },

    signal: () => shown.signal,
    dispose() {
      shown.abort();
      follower.letGo();
    },
  };
}
