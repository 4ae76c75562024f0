import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ChatMessage } from '../../state/chat-message.ts';
import { useApp } from '../shared/app-context.ts';

const nothing = createStore<ChatMessage | null>()(() => null);

/** One message, and nothing else: a word that another one gains does not draw this one again. */
export function useMessage<T>(id: string | null, select: (message: ChatMessage) => T): T | null {
  const cell = useApp().cells.get(id ?? '');
  return useStore<typeof nothing, T | null>(cell ?? nothing, (message) => (message === null ? null : select(message)));
}
