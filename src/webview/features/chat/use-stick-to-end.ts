import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** Within this distance of the end a person who scrolls down has arrived there. */
const nearPx = 24;
/** So long after a key or a wheel a scroll may still be a person's. */
const handMs = 500;

const keysUp: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home', ' ']);

export interface StickToEnd {
  readonly isAtEnd: boolean;
  /** Whether the list keeps to the end now, without waiting for a drawing. */
  readonly isStuck: () => boolean;
  readonly goToEnd: () => void;
  /** Stops keeping to the end. */
  readonly letGo: () => void;
}

/**
 * Keeps a scrolling element at its end while what it holds grows, for as long as the person does not scroll up. One
 * move upwards is enough to be left alone; arriving at the end again takes it up.
 */
export function useStickToEnd(
  outer: RefObject<HTMLElement | null>,
  inner: RefObject<HTMLElement | null>,
  isReady: boolean,
): StickToEnd {
  const stuck = useRef(true);
  const lastTop = useRef(0);
  const [isAtEnd, setAtEnd] = useState(true);

  const set = useCallback((isStuck: boolean): void => {
    stuck.current = isStuck;
    setAtEnd(isStuck);
  }, []);
  const goToEnd = useCallback((): void => {
    set(true);
    const element = outer.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [outer, set]);
  const letGo = useCallback((): void => set(false), [set]);
  const isStuck = useCallback((): boolean => stuck.current, []);

  useEffect(() => {
    const element = outer.current;
    const content = inner.current;
    if (!isReady || element === null || content === null) return undefined;
    const distance = (): number => element.scrollHeight - element.scrollTop - element.clientHeight;
    // The list itself scrolls too, when a row turns out to be higher or lower than was guessed. Only what follows a
    // person's hand on the wheel, the keys or the scroll bar counts as leaving the end.
    let handUntilMs = 0;
    let isHeld = false;
    const markHand = (): void => {
      handUntilMs = performance.now() + handMs;
    };
    const onScroll = (): void => {
      const isUpwards = element.scrollTop < lastTop.current - 1;
      const isByHand = isHeld || performance.now() < handUntilMs;
      lastTop.current = element.scrollTop;
      if (isUpwards && isByHand && distance() > 2) set(false);
      else if (!isUpwards && distance() <= nearPx) set(true);
    };
    const onWheel = (event: WheelEvent): void => {
      markHand();
      if (event.deltaY < 0 && element.scrollTop > 0) set(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (keysUp.has(event.key)) markHand();
    };
    const onHold = (): void => {
      isHeld = true;
    };
    const onRelease = (): void => {
      if (isHeld) markHand();
      isHeld = false;
    };
    const ended = new AbortController();
    const listen = { passive: true, signal: ended.signal };
    const observer = new ResizeObserver(() => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(content);
    element.addEventListener('scroll', onScroll, listen);
    element.addEventListener('wheel', onWheel, listen);
    element.addEventListener('touchmove', markHand, listen);
    element.addEventListener('keydown', onKey, listen);
    element.addEventListener('pointerdown', onHold, listen);
    window.addEventListener('pointerup', onRelease, listen);
    window.addEventListener('pointercancel', onRelease, listen);
    return () => {
      observer.disconnect();
      ended.abort();
    };
  }, [outer, inner, isReady, set]);

  return { isAtEnd, isStuck, goToEnd, letGo };
}
