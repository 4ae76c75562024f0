import { lazy, memo, Suspense, useCallback, type ReactElement } from 'react';
import type { CodeAction } from '../../state/editor-actions.ts';
import { useApp } from '../shared/app-context.ts';

const loadMarkdown = () => import('../../ui/markdown/markdown.tsx');
const Markdown = lazy(() => loadMarkdown().then((module) => ({ default: module.Markdown })));

/** Fetches the code that draws Markdown, so that it is there when the first answer is. */
export function preloadMarkdown(): void {
  void loadMarkdown();
}

export interface AnswerTextProps {
  readonly text: string;
  readonly isStreaming: boolean;
}

/** An answer's words. Until the code that draws Markdown is loaded they stand as they were written. */
export const AnswerText = memo(function AnswerText({ text, isStreaming }: AnswerTextProps): ReactElement {
  const { editor } = useApp();
  const onCode = useCallback(
    (action: CodeAction, code: { text: string; languageId: string }) => editor.onCode(action, code),
    [editor],
  );
  const onLink = useCallback((href: string) => editor.onLink(href), [editor]);
  return (
    <div className="answer-text">
      <Suspense fallback={<div className="answer-plain">{text}</div>}>
        <Markdown text={text} isStreaming={isStreaming} onCode={onCode} onLink={onLink} />
      </Suspense>
    </div>
  );
});
