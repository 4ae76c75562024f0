import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { acquireEditorPort } from '../../bridge/editor-port.ts';
import { createEditorBridge } from '../../bridge/editor-bridge.ts';
import { startHeartbeat } from '../../bridge/heartbeat.ts';
import { preloadMarkdown } from '../../features/chat/answer-text.tsx';
import { ChatScreen } from './chat-screen.tsx';
import { AppContext, useView } from '../../features/shared/app-context.ts';
import { translateKit } from '../../features/shared/translate-kit.ts';
import { createChatApp } from '../../state/chat-app.ts';
import './chat-panel.css';

/** Drawn anew as a whole when the person's language arrives: words are looked up while drawing. */
function Translated(): ReactElement {
  const language = useView((state) => Object.keys(state.editor?.strings ?? {}).length);
  return <ChatScreen key={language} />;
}

/** Fetches what the first sight of the chat does without, so that it is there when it is wanted. */
function preload(): void {
  preloadMarkdown();
  void import('../../ui/text-field-element.ts');
}

/** Puts the chat into the document's `#root` and begins its traffic. */
function mountChatPanel(root: HTMLElement): void {
  const port = acquireEditorPort();
  const app = createChatApp({ bridge: createEditorBridge(port), port });
  app.view.store.subscribe((now, before) => {
    if (now.editor !== before.editor) translateKit();
  });
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <Translated />
      </AppContext>
    </StrictMode>,
  );
  startHeartbeat(port);
  void app.start();
  requestAnimationFrame(() => setTimeout(preload, 0));
}

const root = document.getElementById('root');
if (root !== null) mountChatPanel(root);
