import { chatIn, type ChatView } from './chat-view.ts';
import { viewTitle } from './conductor.ts';
import type { EditorWindow } from './editor-window.ts';

/** Shows Conductor's view in the side bar and waits until it can be written to. */
export async function openChat(window: EditorWindow): Promise<ChatView> {
  await window.openView(viewTitle);
  const chat = chatIn(window);
  await chat.untilReady();
  return chat;
}
