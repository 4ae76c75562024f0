import type { Client } from '../../agents/client/client.ts';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import type { Conversation } from '../../agents/protocol/conversation.ts';
import type { Turn } from '../../agents/protocol/message.ts';
import type { ChatStore } from './chat.ts';
import type { Composer, Draft } from './composer.ts';
import { toFailure, toShownFailure } from './failure.ts';
import type { MessageCells } from './message-cells.ts';
import type { Models } from './models.ts';
import type { Reading } from './reading.ts';
import { t } from './translate.ts';
import type { View } from './view.ts';

export interface TurnsOptions {
  readonly client: Client;
  readonly chat: ChatStore;
  readonly cells: MessageCells;
  readonly composer: Composer;
  readonly models: Models;
  readonly reading: Reading;
  readonly view: View;
  readonly onConversation: (conversation: Conversation) => void;
}

/** What a person does in a conversation. Each does nothing while the one before it is still on its way. */
export interface Turns {
  /** Sends the draft; it stays in the composer until the host has acknowledged it. */
  send(): Promise<void>;
  /** Asks again in other words, beside the words that were there. True when the host has taken it. */
  edit(messageId: string, content: string, context: readonly ContextItem[]): Promise<boolean>;
  /** Another answer beside this one, by another model where one is named. */
  regenerate(messageId: string, model?: string): Promise<void>;
  stop(): Promise<void>;
  /** Shows the version before or behind this one. */
  showSibling(siblingId: string): Promise<void>;
}

/** True while nothing may be sent, because something is on its way or being written. */
export function isBusy(chat: ChatStore): boolean {
  const { isSending, runningId } = chat.getState();
  return isSending || runningId !== null;
}

export function createTurns(options: TurnsOptions): Turns {
  const { client, chat, cells, composer, models, reading, view } = options;
  let isStopWanted = false;
  const takeStopWish = (): boolean => {
    const isWanted = isStopWanted;
    isStopWanted = false;
    return isWanted;
  };

  const showTurn = (firstId: string | null, turn: Turn): void => {
    reading.showFrom(firstId, [turn.userMessage, turn.assistantMessage]);
    chat.setState({ sentCount: chat.getState().sentCount + 1, isStopping: false });
  };

  const stopRun = async (messageId: string): Promise<void> => {
    const signal = reading.signal();
    chat.setState({ isStopping: true });
    try {
      const message = await client.call('POST /api/messages/{id}/stop', { params: { id: messageId } }, { signal });
      if (!signal.aborted) cells.put(message);
    } catch (cause) {
      if (signal.aborted) return;
      chat.setState({ isStopping: false });
      view.say(toFailure(cause).message, { tone: 'error' });
    }
  };

  /** Runs one exchange with the host; false when another is under way or it failed. */
  const exchange = async (work: (signal: AbortSignal) => Promise<void>): Promise<boolean> => {
    if (isBusy(chat)) return false;
    const signal = reading.signal();
    takeStopWish();
    chat.setState({ isSending: true, sendFailure: null });
    try {
      await work(signal);
      return true;
    } catch (cause) {
      if (!signal.aborted) chat.setState({ sendFailure: toShownFailure(cause) });
      return false;
    } finally {
      if (!signal.aborted) {
        chat.setState({ isSending: false });
        const { runningId } = chat.getState();
        if (takeStopWish() && runningId !== null) void stopRun(runningId);
      }
    }
  };

  const ensureConversation = async (signal: AbortSignal): Promise<string> => {
    const { conversationId } = chat.getState();
    if (conversationId !== null) return conversationId;
    const model = models.store.getState().nextModel;
    const conversation = await client.call('POST /api/conversations', { body: model === null ? {} : { model } });
    options.onConversation(conversation);
    if (!signal.aborted) chat.setState({ conversationId: conversation.id, conversation });
    return conversation.id;
  };

  return {
    async send() {
      const { text, context, intent } = composer.store.getState();
      const draft: Draft = { text, context, intent };
      if (text.trim() === '') return;
      await exchange(async (signal) => {
        const requestId = composer.name();
        const id = await ensureConversation(signal);
        const body = { content: text.trim(), requestId, intent, context: [...context] };
        // Not tied to the signal: what was sent is sent, also when the person looks at another conversation by then.
        const turn = await client.call('POST /api/conversations/{id}/messages', { params: { id }, body });
        composer.acknowledge(draft);
        if (!signal.aborted) showTurn(null, turn);
      });
    },

    edit: (messageId, content, context) =>
      exchange(async (signal) => {
        const body = { content: content.trim(), requestId: crypto.randomUUID(), context: [...context] };
        const turn = await client.call('PUT /api/messages/{id}', { params: { id: messageId }, body });
        if (!signal.aborted) showTurn(messageId, turn);
      }),

    async regenerate(messageId, model) {
      await exchange(async (signal) => {
        const body = { requestId: crypto.randomUUID(), ...(model === undefined ? {} : { model }) };
        const turn = await client.call('POST /api/messages/{id}/regenerate', { params: { id: messageId }, body });
        if (!signal.aborted) showTurn(turn.userMessage.id, turn);
      });
    },

    async stop() {
      const { runningId, isSending, isStopping } = chat.getState();
      if (isSending) isStopWanted = true;
      else if (runningId !== null && !isStopping) await stopRun(runningId);
    },

    async showSibling(siblingId) {
      const { conversationId, runningId } = chat.getState();
      if (conversationId === null) return;
      if (runningId !== null) {
        view.say(t('Wait for the answer, or stop it, to see another version.'));
        return;
      }
      const signal = reading.signal();
      try {
        const params = { id: conversationId };
        await client.call('PUT /api/conversations/{id}', { params, body: { activeMessageId: siblingId } }, { signal });
        await reading.refresh();
      } catch (cause) {
        if (!signal.aborted) view.say(toFailure(cause).message, { tone: 'error' });
      }
    },
  };
}
