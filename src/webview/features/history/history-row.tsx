import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Conversation } from '../../../agents/protocol/conversation.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp, useChat } from '../shared/app-context.ts';
import { formatMoment, formatWhen } from '../shared/format.ts';

export interface HistoryRowProps {
  readonly conversation: Conversation;
  readonly isFocusable: boolean;
  readonly onActive: (id: string) => void;
  readonly onRemove: (conversation: Conversation) => void;
}

/** One conversation: Enter opens it, F2 renames it, Delete takes it away. */
export function HistoryRow({ conversation, isFocusable, onActive, onRemove }: HistoryRowProps): ReactElement {
  const app = useApp();
  const isShown = useChat((state) => state.conversationId === conversation.id);
  const [isRenaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const { id, title, isPinned, isArchived, lastMessageAt } = conversation;

  const endRename = (): void => {
    setRenaming(false);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('.history-open')?.focus());
  };
  if (isRenaming) return <RenameRow conversation={conversation} onDone={endRename} />;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') onRemove(conversation);
    else return;
    event.preventDefault();
  };
  return (
    <li ref={row} className={isShown ? 'history-row history-row-shown' : 'history-row'}>
      <button
        type="button"
        className="history-open"
        tabIndex={isFocusable ? 0 : -1}
        aria-current={isShown ? 'true' : undefined}
        aria-keyshortcuts="Enter F2 Delete"
        title={`${title}\n${formatMoment(lastMessageAt)}`}
        onClick={() => app.open(id)}
        onFocus={() => onActive(id)}
        onKeyDown={onKeyDown}
      >
        {isPinned && <Icon name="pin-filled" size={12} />}
        <span className="history-title">{title}</span>
        <span className="history-when">{formatWhen(lastMessageAt, new Date())}</span>
      </button>
      <span className="history-more">
        <Menu
          label={t('More about “{title}”', { title })}
          anchor="more"
          items={[
            {
              label: isPinned ? t('Unpin') : t('Pin'),
              icon: isPinned ? 'pin-filled' : 'pin',
              onSelect: () => void app.actions.setPinned(id, !isPinned),
            },
            { label: t('Rename'), icon: 'pencil', onSelect: () => setRenaming(true) },
            {
              label: isArchived ? t('Take out of the archive') : t('Archive'),
              icon: 'archive',
              onSelect: () => void app.actions.setArchived(id, !isArchived),
            },
            { label: t('Delete'), icon: 'trash', danger: true, onSelect: () => onRemove(conversation) },
          ]}
        />
      </span>
    </li>
  );
}

function RenameRow(props: { readonly conversation: Conversation; readonly onDone: () => void }): ReactElement {
  const { actions } = useApp();
  const { id, title } = props.conversation;
  const [words, setWords] = useState(title);
  const isOver = useRef(false);
  const finish = (keeps: boolean): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (keeps && words.trim() !== title) void actions.rename(id, words);
    props.onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    finish(event.key === 'Enter');
  };
  return (
    <li className="history-row" onBlur={() => finish(true)}>
      <TextField
        value={words}
        onChange={setWords}
        label={t('Title')}
        placeholder={t('Title')}
        onKeyDown={onKeyDown}
        autoFocus
      />
    </li>
  );
}
