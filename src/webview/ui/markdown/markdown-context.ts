import { createContext } from 'react';

export type CodeAction = 'copy' | 'insert' | 'replace' | 'open';

export interface MarkdownActions {
  readonly onCode: (action: CodeAction, code: { readonly text: string; readonly languageId: string }) => void;
  readonly onLink: (href: string) => void;
  /** Before the ids of this answer's footnotes. */
  readonly idPrefix: string;
}

/** What an answer's blocks may ask for. Its value never changes, so that no block is drawn again for it. */
export const MarkdownActionsContext = createContext<MarkdownActions | null>(null);

/** Whether the answer still grows. */
export const StreamingContext = createContext(false);
