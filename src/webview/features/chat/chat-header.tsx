import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp, useChat, useView } from '../shared/app-context.ts';

/** The conversation's title, and what can be done with the whole of it. */
export function ChatHeader({ hasColumn }: { readonly hasColumn: boolean }): ReactElement {
  const app = useApp();
  const isListShown = useView((state) => (hasColumn ? !state.isColumnHidden : state.isDrawerOpen));
  const isNew = useChat((state) => state.conversationId === null);
  return (
    <header className="chat-header">
      <Title />
      {!isNew && <IconButton icon="plus" label={t('New chat')} onClick={() => app.open(null)} />}
      <IconButton
        icon="list"
        label={t('Conversations')}
        pressed={isListShown}
        onClick={() => {
          if (hasColumn && isListShown) app.view.hideColumn();
          else app.view.showList();
        }}
      />
      <MoreMenu />
    </header>
  );
}

function Title(): ReactElement {
  const app = useApp();
  const conversation = useChat((state) => state.conversation);
  const [words, setWords] = useState<string | null>(null);
  if (conversation === null) return <h1 className="chat-title">{t('Conductor')}</h1>;

  const save = (): void => {
    if (words !== null && words.trim() !== conversation.title) void app.actions.rename(conversation.id, words);
    setWords(null);
  };
  if (words === null) {
    return (
      <h1 className="chat-title">
        <button
          type="button"
          className="chat-title-button"
          title={t('Rename')}
          onClick={() => setWords(conversation.title)}
        >
          {conversation.title}
        </button>
      </h1>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') save();
    if (event.key === 'Escape') setWords(null);
  };
  return (
    <div className="chat-title" onBlur={save}>
      <TextField
        value={words}
        onChange={setWords}
        label={t('Title')}
        placeholder={t('Title')}
        onKeyDown={onKeyDown}
        autoFocus
      />
    </div>
  );
}

function MoreMenu(): ReactElement | null {
  const { actions, editor } = useApp();
  const conversation = useChat((state) => state.conversation);
  const isTab = useView((state) => state.editor?.place === 'tab');
  const conversationId = conversation?.id ?? null;
  const openAsTab = {
    label: t('Open as editor tab'),
    icon: 'open' as const,
    onSelect: () => void editor.tell({ name: 'openChatAsTab', conversationId }),
  };
  const ofConversation =
    conversation === null
      ? []
      : [
          {
            label: t('Export as Markdown'),
            icon: 'download' as const,
            onSelect: () => void actions.exportAs(conversation.id, 'markdown'),
          },
          {
            label: t('Export as JSON'),
            icon: 'download' as const,
            onSelect: () => void actions.exportAs(conversation.id, 'json'),
          },
          {
            label: conversation.isArchived ? t('Take out of the archive') : t('Archive'),
            icon: 'archive' as const,
            onSelect: () => void actions.setArchived(conversation.id, !conversation.isArchived),
          },
          {
            label: t('Delete'),
            icon: 'trash' as const,
            danger: true,
            onSelect: () => void actions.remove(conversation.id, conversation.title),
          },
        ];
  const items = [...(isTab ? [] : [openAsTab]), ...ofConversation];
  return items.length === 0 ? null : <Menu label={t('More')} anchor="more" items={items} />;
}
