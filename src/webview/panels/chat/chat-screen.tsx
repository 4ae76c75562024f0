import { useEffect, type ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { Composer } from '../../features/composer/composer.tsx';
import { History } from '../../features/history/history.tsx';
import { useApp, useChat, useView } from '../../features/shared/app-context.ts';
import { ToastPlace } from '../../features/shared/toast.tsx';
import { useMedia } from '../../features/shared/use-media.ts';
import { ChatHeader } from '../../features/chat/chat-header.tsx';
import { EmptyState } from '../../features/chat/empty-state.tsx';
import { FailureCard } from '../../features/shared/failure-card.tsx';
import { MessageList } from '../../features/chat/message-list.tsx';
import { StatusLine } from '../../features/chat/status-line.tsx';

/** The whole view: the list of conversations beside or over the chat, and the chat. */
export function ChatScreen(): ReactElement {
  const { view } = useApp();
  const appearance = useView((state) => state.editor?.appearance ?? null);
  const isColumnHidden = useView((state) => state.isColumnHidden);
  const isDrawerOpen = useView((state) => state.isDrawerOpen);
  const hasColumn = useMedia('(min-width: 720px)');
  const isCovered = isDrawerOpen && !hasColumn;

  useEffect(() => {
    document.documentElement.classList.remove('c-density-compact', 'c-density-comfortable', 'c-density-spacious');
    document.documentElement.classList.add(`c-density-${appearance?.messageDensity ?? 'comfortable'}`);
    const { style } = document.documentElement;
    if (appearance?.fontSizePx == null) style.removeProperty('--c-font-size');
    else style.setProperty('--c-font-size', `${appearance.fontSizePx}px`);
  }, [appearance]);

  const closeDrawer = (): void => {
    view.closeDrawer();
    view.focusComposer();
  };
  return (
    <div className={hasColumn ? 'screen screen-wide' : 'screen'}>
      {hasColumn && !isColumnHidden && (
        <div className="screen-column">
          <History onClose={null} />
        </div>
      )}
      <main className="screen-chat" inert={isCovered}>
        <ChatHeader hasColumn={hasColumn} />
        <ChatBody />
        <StatusLine />
        <Composer />
      </main>
      {isCovered && (
        <div className="drawer" role="dialog" aria-modal="true" aria-label={t('Conversations')}>
          <History onClose={closeDrawer} />
        </div>
      )}
      <ToastPlace />
    </div>
  );
}

function ChatBody(): ReactElement {
  const app = useApp();
  const conversationId = useChat((state) => state.conversationId);
  const isEmpty = useChat((state) => state.order.length === 0);
  const isLoading = useChat((state) => state.isLoading);
  const failure = useChat((state) => state.failure);
  if (failure !== null && isEmpty) {
    return (
      <div className="chat-body chat-body-failure">
        <FailureCard failure={failure} model={null} onTryAgain={() => void app.reading.open(conversationId)} />
      </div>
    );
  }
  if (isLoading) return <Skeleton />;
  if (isEmpty) return <EmptyState />;
  return (
    <div className="chat-body">
      <MessageList key={conversationId} />
      {failure !== null && (
        <div className="chat-trouble">
          <FailureCard failure={failure} model={null} onTryAgain={() => void app.reading.refresh()} />
        </div>
      )}
    </div>
  );
}

function Skeleton(): ReactElement {
  return (
    <div className="chat-body skeleton" aria-busy="true" aria-label={t('Loading')}>
      <span className="skeleton-bubble" />
      <span className="skeleton-line" />
      <span className="skeleton-line" />
      <span className="skeleton-line skeleton-short" />
    </div>
  );
}
