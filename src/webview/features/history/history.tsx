import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Conversation } from '../../../agents/protocol/conversation.ts';
import { groupByDate, type DateGroup } from '../../state/date-groups.ts';
import { t } from '../../state/translate.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useApp, useConversations, useView } from '../shared/app-context.ts';
import { formatMonth } from '../shared/format.ts';
import { HistoryRow } from './history-row.tsx';

const searchPauseMs = 120;

function headingWords(heading: DateGroup['heading']): string {
  switch (heading) {
    case 'pinned':
      return t('Pinned');
    case 'today':
      return t('Today');
    case 'yesterday':
      return t('Yesterday');
    case 'week':
      return t('Previous 7 days');
    case 'month':
      return t('Previous 30 days');
    default:
      return formatMonth(heading.monthOf);
  }
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.history-open') ?? [])];
}

/** The field hands the focus on to what is inside of it; until it can, the list itself takes the keys. */
function focusSearch(frame: HTMLElement | null): void {
  frame?.focus();
  frame?.querySelector<HTMLElement>('.c-text-field')?.focus();
}

/** The list of conversations: search, groups by date, and everything by keyboard. */
export function History({ onClose }: { readonly onClose: (() => void) | null }): ReactElement {
  const app = useApp();
  const { conversations } = app;
  const list = useConversations((state) => state.list);
  const showsArchive = useConversations((state) => state.showsArchive);
  const nextCursor = useConversations((state) => state.nextCursor);
  const failure = useConversations((state) => state.failure);
  const isLoading = useConversations((state) => state.isLoading);
  const listFocusCount = useView((state) => state.listFocusCount);
  const [query, setQuery] = useState(conversations.store.getState().query);
  const frame = useRef<HTMLElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);

  useEffect(() => {
    if (query === conversations.store.getState().query) return undefined;
    const timer = setTimeout(() => void conversations.load({ query }), searchPauseMs);
    return () => clearTimeout(timer);
  }, [conversations, query]);
  useEffect(() => {
    if (listFocusCount > 0) focusSearch(frame.current);
  }, [listFocusCount]);

  const focusAt = (index: number): void => {
    const rows = rowsOf(frame.current);
    rows[Math.min(rows.length - 1, Math.max(0, index))]?.focus();
  };
  const onListKey = (event: KeyboardEvent): void => {
    const rows = rowsOf(frame.current);
    const place = rows.indexOf(event.target as HTMLElement);
    if (place === -1) return;
    const moves: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) focusSearch(frame.current);
    else focusAt(next);
  };
  const goToRows = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    focusAt(0);
  };
  const onFrameKey = (event: KeyboardEvent): void => {
    if (event.target === frame.current) goToRows(event);
    if (event.key !== 'Escape' || event.defaultPrevented || onClose === null) return;
    event.preventDefault();
    onClose();
  };
  /** The row that takes the place of one that goes away takes its focus too. */
  const removeRow = async (conversation: Conversation): Promise<void> => {
    const place = list.findIndex((row) => row.id === conversation.id);
    await app.actions.remove(conversation.id, conversation.title);
    requestAnimationFrame(() => focusAt(place));
  };

  const rovingId = list.some((row) => row.id === activeId) ? activeId : list[0]?.id;
  return (
    <section ref={frame} className="history" tabIndex={-1} aria-label={t('Conversations')} onKeyDown={onFrameKey}>
      <div className="history-head">
        <TextField
          value={query}
          onChange={setQuery}
          label={t('Search conversations')}
          placeholder={t('Search conversations')}
          onKeyDown={goToRows}
          autoFocus={listFocusCount > 0}
        />
        <IconButton icon="plus" label={t('New chat')} onClick={() => app.open(null)} />
        {onClose !== null && <IconButton icon="close" label={t('Close')} onClick={onClose} />}
      </div>
      <div className="history-list" onKeyDown={onListKey}>
        {groupByDate(list, new Date()).map((group) => (
          <div key={group.key} className="history-group">
            <h3 className="history-heading">{headingWords(group.heading)}</h3>
            <ul>
              {group.conversations.map((conversation) => (
                <HistoryRow
                  key={conversation.id}
                  conversation={conversation}
                  isFocusable={conversation.id === rovingId}
                  onActive={setActiveId}
                  onRemove={(row) => void removeRow(row)}
                />
              ))}
            </ul>
          </div>
        ))}
        {list.length === 0 && !isLoading && <Nothing query={query} showsArchive={showsArchive} />}
        {failure !== null && <p className="history-note">{failure.message}</p>}
        {nextCursor !== null && (
          <Button variant="quiet" onClick={() => void conversations.loadMore()}>
            {t('Show more')}
          </Button>
        )}
      </div>
      <div className="history-foot">
        <Button variant="quiet" onClick={() => void conversations.load({ showsArchive: !showsArchive })}>
          {showsArchive ? t('Back to the conversations') : t('Archive')}
        </Button>
      </div>
    </section>
  );
}

function Nothing(props: { readonly query: string; readonly showsArchive: boolean }): ReactElement {
  if (props.query.trim() !== '') return <p className="history-note">{t('No title matches.')}</p>;
  if (props.showsArchive) return <p className="history-note">{t('The archive is empty.')}</p>;
  return <p className="history-note">{t('What you ask is kept here.')}</p>;
}
