import type { Client } from '../../agents/client/client.ts';
import type { Conversation } from '../../agents/protocol/conversation.ts';
import type { EditorBridge } from '../bridge/editor-bridge.ts';
import type { ChatStore } from './chat.ts';
import type { Conversations } from './conversations.ts';
import { toShownFailure } from './failure.ts';
import type { Models } from './models.ts';
import { t } from './translate.ts';
import type { View } from './view.ts';

export interface ConversationActionsOptions {
  readonly client: Client;
  readonly bridge: EditorBridge;
  readonly chat: ChatStore;
  readonly conversations: Conversations;
  readonly models: Models;
  readonly view: View;
  /** Shows another conversation, or a new chat. */
  readonly open: (conversationId: string | null) => void;
}

/** What a person does to a whole conversation, from the list or from the chat's own menu. */
export interface ConversationActions {
  rename(id: string, title: string): Promise<void>;
  setPinned(id: string, isPinned: boolean): Promise<void>;
  setArchived(id: string, isArchived: boolean): Promise<void>;
  /** Takes it away at once and offers to bring it back. */
  remove(id: string, title: string): Promise<void>;
  exportAs(id: string, format: 'json' | 'markdown'): Promise<void>;
  /** Lets the person choose who answers from now on; true when something was chosen. */
  pickModel(): Promise<boolean>;
  setModel(model: string): Promise<void>;
}

export function createConversationActions(options: ConversationActionsOptions): ConversationActions {
  const { client, bridge, chat, conversations, models, view, open } = options;

  /** Null where the work failed, which the person was told. */
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (cause) {
      const failure = toShownFailure(cause);
      if (failure !== null) view.say(failure.message, { tone: 'error' });
      return null;
    }
  };
  const tell = async (work: () => Promise<void>): Promise<void> => {
    await attempt(work);
  };
  const put = (conversation: Conversation): void => {
    conversations.put(conversation);
    if (chat.getState().conversationId === conversation.id) chat.setState({ conversation });
  };
  const leave = (id: string): void => {
    conversations.remove(id);
    if (chat.getState().conversationId === id) open(null);
  };
  const setModel = async (model: string): Promise<void> => {
    const { conversationId } = chat.getState();
    if (conversationId === null) models.store.setState({ nextModel: model });
    else put(await client.call('PUT /api/conversations/{id}', { params: { id: conversationId }, body: { model } }));
  };

  return {
    rename: (id, title) =>
      tell(async () => {
        if (title.trim() === '') return;
        put(await client.call('PUT /api/conversations/{id}', { params: { id }, body: { title: title.trim() } }));
      }),

    setPinned: (id, isPinned) =>
      tell(async () => {
        put(await client.call('PUT /api/conversations/{id}/pin', { params: { id }, body: { isPinned } }));
        await conversations.load();
      }),

    setArchived: (id, isArchived) =>
      tell(async () => {
        const row = await client.call('PUT /api/conversations/{id}/archive', { params: { id }, body: { isArchived } });
        put(row);
        conversations.remove(id);
        view.say(isArchived ? t('Archived “{title}”.', { title: row.title }) : t('Back in the list.'), {
          action: isArchived
            ? {
                label: t('Undo'),
                run: () =>
                  void tell(async () => {
                    const body = { isArchived: false };
                    put(await client.call('PUT /api/conversations/{id}/archive', { params: { id }, body }));
                    await conversations.load();
                  }),
              }
            : null,
        });
      }),

    remove: (id, title) =>
      tell(async () => {
        const wasShown = chat.getState().conversationId === id;
        await client.call('DELETE /api/conversations/{id}', { params: { id } });
        leave(id);
        view.say(t('Deleted “{title}”.', { title }), {
          action: {
            label: t('Undo'),
            run: () =>
              void tell(async () => {
                await client.call('DELETE /api/conversations/{id}', { params: { id }, query: { undo: 'true' } });
                await conversations.load();
                if (wasShown && chat.getState().conversationId === null) open(id);
              }),
          },
        });
      }),

    exportAs: (id, format) =>
      tell(async () => {
        const file = await client.call('POST /api/conversations/{id}/export', { params: { id }, body: { format } });
        await bridge.act({ name: 'saveText', fileName: file.fileName, text: file.text });
      }),

    async pickModel() {
      const picked = await attempt(async () => {
        const { conversation } = chat.getState();
        const { nextModel, defaultModel } = models.store.getState();
        const current = conversation === null ? nextModel : conversation.model;
        const model = await bridge.act({ name: 'pickModel', current: current ?? defaultModel });
        if (model !== null) await setModel(model);
        return model;
      });
      return picked !== null;
    },

    setModel: (model) => tell(() => setModel(model)),
  };
}
