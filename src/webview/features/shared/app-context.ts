import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { ChatApp } from '../../state/chat-app.ts';
import type { ChatState } from '../../state/chat.ts';
import { ConductorError } from '../../../agents/protocol/conductor-error.ts';
import type { ComposerState } from '../../state/composer.ts';
import type { ConversationsState } from '../../state/conversations.ts';
import type { ModelsState } from '../../state/models.ts';
import type { ViewModel } from '../../state/view.ts';

export const AppContext = createContext<ChatApp | null>(null);

/** The chat that this tree shows. */
export function useApp(): ChatApp {
  const app = use(AppContext);
  if (app === null) throw new ConductorError('internal', 'A part of the chat was drawn outside of it.');
  return app;
}

export function useChat<T>(select: (state: ChatState) => T): T {
  return useStore(useApp().chat, select);
}

export function useView<T>(select: (state: ViewModel) => T): T {
  return useStore(useApp().view.store, select);
}

export function useComposer<T>(select: (state: ComposerState) => T): T {
  return useStore(useApp().composer.store, select);
}

export function useConversations<T>(select: (state: ConversationsState) => T): T {
  return useStore(useApp().conversations.store, select);
}

export function useModels<T>(select: (state: ModelsState) => T): T {
  return useStore(useApp().models.store, select);
}
