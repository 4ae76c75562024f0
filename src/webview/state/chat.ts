import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Conversation } from '../../agents/protocol/conversation.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';

/** The conversation that is shown; its messages lie in their cells. */
export interface ChatState {
  /** Null: a new chat, which the host does not know until something is sent. */
  readonly conversationId: string | null;
  readonly conversation: Conversation | null;
  /** The shown branch, oldest first, as far as it is loaded. */
  readonly order: readonly string[];
  readonly hasEarlier: boolean;
  readonly isLoading: boolean;
  readonly isLoadingEarlier: boolean;
  /** Why the conversation could not be read. */
  readonly failure: ErrorBody | null;
  /** The answer that is being written, if any. */
  readonly runningId: string | null;
  readonly isStopping: boolean;
  /** Something is on its way to the host and not acknowledged yet. */
  readonly isSending: boolean;
  readonly sendFailure: ErrorBody | null;
  readonly isConnected: boolean;
  /** Rises when the person sent something, so that the view goes to the end. */
  readonly sentCount: number;
}

export type ChatStore = StoreApi<ChatState>;

export const emptyChat: ChatState = {
  conversationId: null,
  conversation: null,
  order: [],
  hasEarlier: false,
  isLoading: false,
  isLoadingEarlier: false,
  failure: null,
  runningId: null,
  isStopping: false,
  isSending: false,
  sendFailure: null,
  isConnected: true,
  sentCount: 0,
};

export function createChatStore(): ChatStore {
  return createStore<ChatState>()(() => emptyChat);
}
