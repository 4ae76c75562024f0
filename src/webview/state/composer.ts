import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import type { Intent } from '../../agents/protocol/message.ts';

/** What is being written. */
export interface Draft {
  readonly text: string;
  readonly context: readonly ContextItem[];
  readonly intent: Intent;
}

export interface ComposerState extends Draft {
  /** Names this draft to the host, so that sending it twice keeps it once; a changed draft is another one. */
  readonly requestId: string | null;
  /** Rises when the words were put there by something other than typing, so that the caret goes to their end. */
  readonly placedCount: number;
}

export interface Composer {
  readonly store: StoreApi<ComposerState>;
  setText(text: string): void;
  /** Puts words there as if typed, with the caret behind them. */
  place(draft: Partial<Draft>): void;
  addContext(items: readonly ContextItem[]): void;
  removeContext(index: number): void;
  /** The draft's name, made when it has none. */
  name(): string;
  /** Takes away what the host has acknowledged; what was typed since stays. */
  acknowledge(sent: Draft): void;
}

const emptyDraft: Draft = { text: '', context: [], intent: 'ask' };

/** A host takes no more than this beside one message. */
const mostContextItems = 40;

export const longPasteChars = 20_000;

function isSamePlace(one: ContextItem, other: ContextItem): boolean {
  return (
    one.kind === other.kind &&
    one.path === other.path &&
    one.uri === other.uri &&
    one.startLine === other.startLine &&
    one.endLine === other.endLine &&
    (one.uri !== '' || one.text === other.text)
  );
}

/** A long text as something beside the message instead of in it. */
export function toPastedItem(text: string, name: string): ContextItem {
  return {
    kind: 'file',
    path: name,
    uri: '',
    languageId: 'plaintext',
    startLine: 1,
    endLine: text.split('\n').length,
    text: text.slice(0, 1_000_000),
    truncated: text.length > 1_000_000,
  };
}

/** A rough count of tokens, for showing only. */
export function estimateTokens(draft: Pick<Draft, 'text' | 'context'>): number {
  const chars = draft.context.reduce((sum, item) => sum + item.text.length, draft.text.length);
  return Math.ceil(chars / 4);
}

export function createComposer(initial: Partial<Draft> = {}): Composer {
  const store = createStore<ComposerState>()(() => ({ ...emptyDraft, ...initial, requestId: null, placedCount: 0 }));
  const change = (draft: Partial<Draft>): void => store.setState({ ...draft, requestId: null });
  return {
    store,
    setText: (text) => change({ text }),
    place: (draft) => {
      change(draft);
      store.setState({ placedCount: store.getState().placedCount + 1 });
    },
    addContext(items) {
      const { context } = store.getState();
      const fresh = items.filter((item) => !context.some((known) => isSamePlace(known, item)));
      if (fresh.length > 0) change({ context: [...context, ...fresh].slice(0, mostContextItems) });
    },
    removeContext: (index) => change({ context: store.getState().context.filter((_, place) => place !== index) }),
    name() {
      const requestId = store.getState().requestId ?? crypto.randomUUID();
      store.setState({ requestId });
      return requestId;
    },
    acknowledge(sent) {
      const { text, context } = store.getState();
      change({
        text: text.startsWith(sent.text) ? text.slice(sent.text.length) : text,
        context: context.filter((item) => !sent.context.includes(item)),
        intent: 'ask',
      });
    },
  };
}
