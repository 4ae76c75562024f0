import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { FoundFile } from '../../../agents/protocol/editor-bridge.ts';
import { useApp } from '../shared/app-context.ts';
import { findMention, withoutMention } from './mention.ts';
import { useFoundFiles } from './use-found-files.ts';

export interface MentionMenuOptions {
  readonly text: string;
  readonly caret: number;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

export interface MentionMenu {
  readonly isOpen: boolean;
  readonly hasFiles: boolean;
  readonly files: readonly FoundFile[] | null;
  readonly activeIndex: number;
  readonly pick: (file: FoundFile) => void;
  readonly close: () => void;
  /** True when the key was for the menu. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** The menu of files behind an `@` that is being written. */
export function useMentionMenu({ text, caret, area }: MentionMenuOptions): MentionMenu {
  const { composer, editor } = useApp();
  const [active, setActive] = useState({ query: '', index: 0 });
  /** Where the `@` stands whose menu was closed; it stays closed while that one is written. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const mention = findMention(text, caret);
  const isOpen = mention !== null && mention.start !== closedAt;
  const files = useFoundFiles(isOpen ? mention.query : null);
  const count = files?.length ?? 0;
  const activeIndex = isOpen && active.query === mention.query ? Math.min(active.index, Math.max(0, count - 1)) : 0;

  const close = (): void => setClosedAt(mention?.start ?? null);
  const pick = (file: FoundFile): void => {
    if (mention === null) return;
    composer.setText(withoutMention(text, mention));
    void editor.attachFile(file.path);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(mention.start, mention.start);
    });
  };
  const move = (step: number): void => {
    if (mention !== null && count > 0) setActive({ query: mention.query, index: (activeIndex + step + count) % count });
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (!isOpen) {
      if (mention === null && closedAt !== null) setClosedAt(null);
      return false;
    }
    const file = files?.[activeIndex];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && file !== undefined && !event.shiftKey) pick(file);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { isOpen, hasFiles: isOpen && count > 0, files, activeIndex, pick, close, onKey };
}
