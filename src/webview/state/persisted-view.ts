import type { ContextItem } from '../../agents/protocol/context-item.ts';

/** Where the person was reading: a message at the top edge, or the end. */
export interface ScrollAnchor {
  readonly messageId: string;
  /** How far the message's upper edge lies above the top edge of what is seen. */
  readonly offsetPx: number;
}

/** The little that the editor keeps for a view whose document is taken away and made anew. */
export interface PersistedView {
  readonly version: 1;
  readonly conversationId: string | null;
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** Null: at the end. */
  readonly scroll: ScrollAnchor | null;
}

const mostTextChars = 200_000;
const mostContextChars = 200_000;

export const emptyPersistedView: PersistedView = {
  version: 1,
  conversationId: null,
  text: '',
  context: [],
  scroll: null,
};

/** Keeps as many of the items, from the first on, as fit. */
function fitting(context: readonly ContextItem[]): readonly ContextItem[] {
  let left = mostContextChars;
  return context.filter((item) => {
    left -= item.text.length;
    return left >= 0;
  });
}

/** What to hand to the editor: kept small, because it is written as a whole with every change. */
export function toPersistedView(view: Omit<PersistedView, 'version'>): PersistedView {
  return { ...view, version: 1, text: view.text.slice(0, mostTextChars), context: fitting(view.context) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isContextItem(value: unknown): value is ContextItem {
  return (
    isRecord(value) &&
    (value['kind'] === 'selection' || value['kind'] === 'file' || value['kind'] === 'editor') &&
    ['path', 'uri', 'languageId', 'text'].every((key) => typeof value[key] === 'string') &&
    ['startLine', 'endLine'].every((key) => typeof value[key] === 'number') &&
    typeof value['truncated'] === 'boolean'
  );
}

function parseScroll(value: unknown): ScrollAnchor | null {
  if (!isRecord(value)) return null;
  const { messageId, offsetPx } = value;
  return typeof messageId === 'string' && typeof offsetPx === 'number' ? { messageId, offsetPx } : null;
}

/** What the editor kept, as far as it makes sense; an older or damaged one gives what can be read of it. */
export function parsePersistedView(value: unknown): PersistedView {
  if (!isRecord(value) || value['version'] !== 1) return emptyPersistedView;
  const { conversationId, text, context, scroll } = value;
  return {
    version: 1,
    conversationId: typeof conversationId === 'string' ? conversationId : null,
    text: typeof text === 'string' ? text : '',
    context: Array.isArray(context) ? context.filter(isContextItem) : [],
    scroll: parseScroll(scroll),
  };
}
