import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { t } from '../../state/translate.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useApp, useChat } from '../shared/app-context.ts';
import { useScreenReader } from '../shared/use-media.ts';
import { MessageRow } from './message-row.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

/** Shorter lists are drawn as a whole. A screen reader walks the document itself, so it is given more of it. */
const mostDrawn = 40;
const mostDrawnForScreenReader = 200;

const guessedRowPx = 140;
/** Earlier messages are fetched when this little is left above. */
const fetchAheadPx = 600;

function everyIndex(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The messages of the shown branch. */
export function MessageList(): ReactElement {
  const app = useApp();
  const order = useChat((state) => state.order);
  const hasEarlier = useChat((state) => state.hasEarlier);
  const isLoadingEarlier = useChat((state) => state.isLoadingEarlier);
  const sentCount = useChat((state) => state.sentCount);
  const isScreenReader = useScreenReader();
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const stick = useStickToEnd(outer, inner, true);

  const activeIndex = activeId === null ? order.length - 1 : Math.max(0, order.indexOf(activeId));
  const isWhole = order.length <= (isScreenReader ? mostDrawnForScreenReader : mostDrawn);
  const rangeExtractor = useCallback(
    (range: Range): number[] => {
      if (isWhole) return everyIndex(range.count);
      const shown = defaultRangeExtractor(range);
      // The message with the focus stays in the document, wherever it is.
      return shown.includes(activeIndex) ? shown : [...shown, activeIndex].sort((a, b) => a - b);
    },
    [isWhole, activeIndex],
  );
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => outer.current,
    estimateSize: () => guessedRowPx,
    getItemKey: (index) => order[index] ?? index,
    overscan: 4,
    anchorTo: 'end',
    scrollEndThreshold: 24,
    rangeExtractor,
  });

  const { goToEnd, letGo, isStuck } = stick;
  const restored = useRef(false);
  useLayoutEffect(() => {
    if (restored.current || order.length === 0) return;
    restored.current = true;
    const anchor = app.takeScrollAnchor();
    const index = anchor === null ? -1 : order.indexOf(anchor.messageId);
    if (anchor === null || index === -1) {
      goToEnd();
      return;
    }
    letGo();
    virtualizer.scrollToIndex(index, { align: 'start' });
    requestAnimationFrame(() => {
      const start = virtualizer.measurementsCache[index]?.start ?? 0;
      if (outer.current !== null) outer.current.scrollTop = start + anchor.offsetPx;
    });
  }, [app, order, goToEnd, letGo, virtualizer]);

  const seenSent = useRef(sentCount);
  useLayoutEffect(() => {
    if (sentCount === seenSent.current) return;
    seenSent.current = sentCount;
    setActiveId(null);
    goToEnd();
  }, [sentCount, goToEnd]);

  const onScroll = (): void => {
    const element = outer.current;
    if (element === null) return;
    if (element.scrollTop < fetchAheadPx && !isStuck()) void app.reading.loadEarlier();
    if (isStuck()) {
      app.keepScrollAnchor(null);
      return;
    }
    const first = virtualizer.getVirtualItems().find((item) => item.end > element.scrollTop);
    const messageId = first === undefined ? undefined : order[first.index];
    if (first !== undefined && messageId !== undefined) {
      app.keepScrollAnchor({ messageId, offsetPx: element.scrollTop - first.start });
    }
  };

  // A short last page leaves nothing to scroll, and so nobody would ever ask for what came before it.
  useEffect(() => {
    const element = outer.current;
    if (element !== null && hasEarlier && element.scrollHeight <= element.clientHeight) void app.reading.loadEarlier();
  }, [app, hasEarlier, order]);

  const focusRow = (index: number): void => {
    const id = order[index];
    if (id === undefined) return;
    setActiveId(id);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => inner.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement && event.target.matches('[data-message-id]');
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, number> = {
      ArrowUp: activeIndex - 1,
      ArrowDown: activeIndex + 1,
      Home: 0,
      End: order.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    focusRow(Math.min(order.length - 1, Math.max(0, next)));
  };

  const items = virtualizer.getVirtualItems();
  return (
    <div className="log-frame">
      <div
        ref={outer}
        className="log"
        role="log"
        aria-live="off"
        aria-label={t('Conversation')}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        {isLoadingEarlier && (
          <div className="log-earlier">
            <Icon name="spinner" size={14} /> {t('Loading earlier messages')}
          </div>
        )}
        <div ref={inner} className="log-inner" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const id = order[item.index];
            return id === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="log-row"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <MessageRow
                  id={id}
                  isActive={item.index === activeIndex}
                  position={item.index + 1}
                  size={hasEarlier ? -1 : order.length}
                  onActive={setActiveId}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!stick.isAtEnd && (
        <div className="log-jump">
          <Button variant="secondary" onClick={goToEnd}>
            <Icon name="arrow-down" size={14} /> {t('Jump to latest')}
          </Button>
        </div>
      )}
    </div>
  );
}
