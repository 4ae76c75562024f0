import { createClient } from '../../agents/client/client.ts';
import type { Client } from '../../agents/client/client.ts';
import type { Change } from '../../agents/protocol/events.ts';
import type { EditorNews, ViewState } from '../../agents/protocol/editor-bridge.ts';
import type { EditorBridge } from '../bridge/editor-bridge.ts';
import type { EditorPort } from '../bridge/editor-port.ts';
import { createAnswerFollower } from './answer-follower.ts';
import { createDelayed, followChanges } from './changes.ts';
import { applyRunEvents } from './chat-message.ts';
import { createChatStore, type ChatStore } from './chat.ts';
import { createComposer, type Composer } from './composer.ts';
import { createConversationActions, type ConversationActions } from './conversation-actions.ts';
import { createConversations, type Conversations } from './conversations.ts';
import { createEditorActions, type EditorActions } from './editor-actions.ts';
import { toFailure } from './failure.ts';
import { createMessageCells, type MessageCells } from './message-cells.ts';
import { createModels, type Models } from './models.ts';
import { parsePersistedView, toPersistedView, type ScrollAnchor } from './persisted-view.ts';
import { createReading, type Reading } from './reading.ts';
import { setTranslations } from './translate.ts';
import { createTurns, isBusy, type Turns } from './turns.ts';
import { createView, type View } from './view.ts';

/** The chat without its face: every store, and everything that can be done. */
export interface ChatApp {
  readonly chat: ChatStore;
  readonly cells: MessageCells;
  readonly conversations: Conversations;
  readonly composer: Composer;
  readonly models: Models;
  readonly view: View;
  readonly reading: Reading;
  readonly turns: Turns;
  readonly actions: ConversationActions;
  readonly editor: EditorActions;
  readonly client: Client;
  /** Shows a conversation, or a new chat. */
  open(conversationId: string | null): void;
  /** Where the person was reading when the document was taken away; asked once. */
  takeScrollAnchor(): ScrollAnchor | null;
  keepScrollAnchor(anchor: ScrollAnchor | null): void;
  start(): Promise<void>;
  dispose(): void;
}

export interface ChatAppOptions {
  readonly bridge: EditorBridge;
  readonly port: Pick<EditorPort, 'getState' | 'setState'>;
}

const keepDelayMs = 150;
const changeDelayMs = 150;

/** Makes the chat's stores and wires them; `start` begins the traffic, `dispose` ends it. */
export function createChatApp({ bridge, port }: ChatAppOptions): ChatApp {
  const client = createClient(bridge.fetch);
  const kept = parsePersistedView(port.getState());
  const ended = new AbortController();
  const chat = createChatStore();
  const cells = createMessageCells();
  const view = createView();
  const models = createModels(client);
  const conversations = createConversations(client);
  const composer = createComposer({ text: kept.text, context: kept.context });
  let scroll: ScrollAnchor | null = kept.scroll;
  let scrollToRestore: ScrollAnchor | null = kept.scroll;

  const follower = createAnswerFollower({
    client,
    lengthOf: (id) => cells.get(id)?.getState().content.length ?? 0,
    onEvents: (id, events) => cells.update(id, (message) => applyRunEvents(message, events)),
    onConnection: (isConnected) => chat.setState({ isConnected }),
    onEnd(id, failure) {
      if (failure !== null) cells.update(id, (message) => ({ ...message, state: 'interrupted', error: failure }));
      if (chat.getState().runningId === id) chat.setState({ runningId: null, isStopping: false });
      chat.setState({ isConnected: true });
      // The host's row knows more than the events told, such as how long it took. One that cannot be followed would
      // only be found running, and followed, again.
      if (failure === null) void reading.refresh(2);
    },
  });
  const reading = createReading({ client, chat, cells, follower });
  const onConversation = (): void => void conversations.load();
  const turns = createTurns({ client, chat, cells, composer, models, reading, view, onConversation });

  const open = (conversationId: string | null): void => {
    view.closeDrawer();
    view.focusComposer();
    const shown = chat.getState();
    if (shown.conversationId === conversationId && shown.failure === null) return;
    scroll = null;
    void reading.open(conversationId);
  };
  const actions = createConversationActions({ client, bridge, chat, conversations, models, view, open });
  const editor = createEditorActions({ bridge, composer, view, models });

  const keep = (): void => {
    const { conversationId } = chat.getState();
    const { text, context } = composer.store.getState();
    port.setState(toPersistedView({ conversationId, text, context, scroll }));
  };
  const keepSoon = createDelayed(keepDelayMs, keep);

  const readStorage = async (): Promise<void> => {
    try {
      view.store.setState({ storage: await client.call('GET /api/storage', {}, { signal: ended.signal }) });
    } catch (cause) {
      if (!ended.signal.aborted) view.say(toFailure(cause).message, { tone: 'error' });
    }
  };
  const refreshSoon = createDelayed(changeDelayMs, () => {
    // While an answer is followed, its own events tell more than the store; its end reads the branch again.
    const { runningId } = chat.getState();
    if (runningId === null || !follower.isFollowing(runningId)) void reading.refresh();
  });
  const listSoon = createDelayed(changeDelayMs, () => void conversations.load());
  const modelsSoon = createDelayed(changeDelayMs, () => void models.load(ended.signal));
  const storageSoon = createDelayed(changeDelayMs, () => void readStorage());
  const delayed = [keepSoon, refreshSoon, listSoon, modelsSoon, storageSoon];

  const onChange = ({ area, conversationId }: Change): void => {
    // Without a conversation named, it may be any of them.
    const isShown = conversationId === null || conversationId === chat.getState().conversationId;
    if (area === 'messages' && isShown && !isBusy(chat)) refreshSoon.request();
    if (area === 'conversations') {
      listSoon.request();
      if (isShown && isBusy(chat)) void reading.refreshConversation();
      else if (isShown) refreshSoon.request();
    }
    if (area === 'models' || area === 'settings') modelsSoon.request();
    if (area === 'storage') storageSoon.request();
  };

  const takeViewState = (state: ViewState): void => {
    setTranslations(state.strings);
    view.store.setState({ editor: state });
  };

  const compose = async (news: Extract<EditorNews, { name: 'compose' }>): Promise<void> => {
    // What is to be sent at once does not wait for another answer: it gets a conversation of its own.
    if (news.newConversation || (news.send && isBusy(chat))) open(null);
    composer.place({ text: news.text, intent: news.intent, context: [] });
    composer.addContext(news.context);
    view.focusComposer();
    if (news.send) await turns.send();
  };

  const commands: Record<Extract<EditorNews, { name: 'command' }>['command'], () => void> = {
    newChat: () => open(null),
    showHistory: () => view.showList(),
    focusInput: () => view.focusComposer(),
    stop: () => void turns.stop(),
    export: () => {
      const { conversationId } = chat.getState();
      if (conversationId !== null) void actions.exportAs(conversationId, 'markdown');
    },
  };

  const onNews = (news: EditorNews): void => {
    switch (news.name) {
      case 'viewState':
        takeViewState(news.state);
        return;
      case 'compose':
        void compose(news);
        return;
      case 'command':
        commands[news.command]();
        return;
      case 'openConversation':
        open(news.conversationId);
    }
  };

  /** Tells the editor what this view shows, when it changed. */
  const report = (): void => {
    let told = '';
    let toldRunning = false;
    chat.subscribe(({ conversationId, conversation, runningId }) => {
      const title = conversation?.title ?? '';
      const now = JSON.stringify([conversationId, title]);
      if (now !== told) {
        told = now;
        void editor.tell({ name: 'showing', conversationId, title });
      }
      const running = runningId !== null;
      if (running !== toldRunning) {
        toldRunning = running;
        void editor.tell({ name: 'runState', running });
      }
    });
  };

  return {
    chat,
    cells,
    conversations,
    composer,
    models,
    view,
    reading,
    turns,
    actions,
    editor,
    client,
    open,
    takeScrollAnchor() {
      const anchor = scrollToRestore;
      scrollToRestore = null;
      return anchor;
    },
    keepScrollAnchor(anchor) {
      scroll = anchor;
      keepSoon.request();
    },
    async start() {
      bridge.onNews(onNews);
      bridge.ready();
      report();
      composer.store.subscribe(keepSoon.request);
      chat.subscribe((now, before) => {
        if (now.conversationId !== before.conversationId) keepSoon.request();
      });
      window.addEventListener('pagehide', keep, { signal: ended.signal });
      // What the view remembers is shown without waiting for the editor; the editor's own wish comes on top.
      if (kept.conversationId !== null) void reading.open(kept.conversationId);
      void models.load(ended.signal);
      void conversations.load();
      void readStorage();
      void followChanges({
        client,
        signal: ended.signal,
        onChange,
        onGap: () => {
          listSoon.request();
          refreshSoon.request();
        },
      });
      try {
        const state = await bridge.act({ name: 'getViewState' });
        takeViewState(state);
        if (state.conversationId !== null && state.conversationId !== kept.conversationId) open(state.conversationId);
      } catch (cause) {
        view.say(toFailure(cause).message, { tone: 'error' });
      }
    },
    dispose() {
      keep();
      ended.abort();
      for (const timer of delayed) timer.cancel();
      reading.dispose();
      conversations.dispose();
      bridge.dispose();
    },
  };
}
