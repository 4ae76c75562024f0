import { createColourStore, type ColourStore } from './colour-store.ts';
import type { CodeLine } from './code-tokens.ts';
import { runWhenIdle, type IdleTask } from './idle-queue.ts';
import type { Tokenizer } from './tokenizer.ts';

export interface CodeColours {
  /** The coloured lines from the first on; only ever added to. */
  readonly lines: readonly CodeLine[];
  /** How many lines have their colours. */
  readonly count: () => number;
  /**
   * Gives the lines that are whole; each is coloured once, when the page is idle.
   *
   * @param finishedCode The block's text, once nothing follows any more.
   */
  update(lines: readonly string[], finishedCode: string | undefined): void;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Stops the work; an update takes it up again. */
  stop(): void;
}

export interface CodeColoursOptions {
  readonly languageId: string;
  /** The block's text, where it is finished from the start: its colours may be known. */
  readonly finishedCode: string | undefined;
  readonly openTokenizer: (languageId: string) => Promise<Tokenizer | null>;
  readonly runWhenIdle?: (task: IdleTask) => () => void;
  readonly store?: ColourStore;
}

/** Lines that are coloured between two looks at the clock. */
const stepLines = 6;
/** Beyond this many lines a block stays plain: nobody reads so far for the colours. */
const mostLines = 6_000;

const sharedStore = createColourStore(600_000);

/** The colours of one code block, line by line from the top, each line going on from the grammar's state before it. */
export function createCodeColours(options: CodeColoursOptions): CodeColours {
  const { languageId, finishedCode, openTokenizer, runWhenIdle: schedule = runWhenIdle, store = sharedStore } = options;
  const stored = finishedCode === undefined ? undefined : store.get(languageId, finishedCode);
  const coloured: CodeLine[] = [...(stored ?? [])];
  const listeners = new Set<() => void>();
  let lines: readonly string[] = [];
  let finished: string | undefined;
  let tokenizer: Tokenizer | null = null;
  let state: Parameters<Tokenizer['tokenize']>[1];
  let stopWaiting: (() => void) | null = null;
  let way: 'unasked' | 'asked' | 'open' | 'none' = 'unasked';

  const hasWork = (): boolean => coloured.length < Math.min(lines.length, mostLines);

  const colourSteps = (open: Tokenizer, hasTime: () => boolean): void => {
    do {
      const result = open.tokenize(lines.slice(coloured.length, coloured.length + stepLines), state);
      coloured.push(...result.lines);
      state = result.state;
    } while (hasWork() && hasTime());
  };

  const colourSome: IdleTask = (hasTime) => {
    if (tokenizer === null || !hasWork()) return false;
    try {
      colourSteps(tokenizer, hasTime);
    } catch {
      // A grammar that fails on this text leaves the rest of it plain, as it was drawn.
      way = 'none';
    }
    for (const listener of listeners) listener();
    if (way === 'open' && hasWork()) return true;
    stopWaiting = null;
    keepFinished();
    return false;
  };

  const keepFinished = (): void => {
    if (finished !== undefined && coloured.length === lines.length) store.set(languageId, finished, coloured);
  };

  const open = async (): Promise<void> => {
    way = 'asked';
    try {
      tokenizer = await openTokenizer(languageId);
      way = tokenizer === null ? 'none' : 'open';
    } catch {
      // Without its grammar a block stays plain, as it was drawn.
      way = 'none';
    }
    work();
  };

  const work = (): void => {
    if (stopWaiting !== null || !hasWork()) return;
    if (way === 'unasked') void open();
    else if (way === 'open') stopWaiting = schedule(colourSome);
  };

  return {
    lines: coloured,
    count: () => coloured.length,
    update(next, finishedText) {
      lines = next;
      finished = finishedText;
      if (hasWork()) work();
      else keepFinished();
    },
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    stop() {
      stopWaiting?.();
      stopWaiting = null;
      lines = [];
    },
  };
}
