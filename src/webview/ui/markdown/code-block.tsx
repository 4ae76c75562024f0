import { memo, use, useEffect, useState, type ReactElement } from 'react';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { VisuallyHidden } from '../visually-hidden.tsx';
import { kitWord, type KitWord } from '../words.ts';
import { CodeBody } from './code-body.tsx';
import { findLanguage, toEditorLanguageId } from './languages.ts';
import { MarkdownActionsContext, StreamingContext, type CodeAction } from './markdown-context.ts';
import './code-block.css';

export interface CodeBlockProps {
  readonly code: string;
  /** As the block calls it. */
  readonly language: string | null;
  readonly file: string | null;
  /** Nothing has closed it yet. */
  readonly isOpen: boolean;
}

/** How long the check stands after something was copied. */
const copiedMs = 1_600;

/** A block of code with what can be done with it. */
export const CodeBlock = memo(function CodeBlock({ code, language, file, isOpen }: CodeBlockProps): ReactElement {
  const isGrowing = use(StreamingContext) && isOpen;
  const name = file ?? findLanguage(language)?.name ?? language ?? kitWord('code');
  return (
    <div className="c-code" role="group" aria-label={name}>
      <div className="c-code-head">
        <span className={file === null ? 'c-code-name' : 'c-code-name c-code-file'} title={file ?? undefined}>
          {file === null ? name : <FileName path={file} />}
        </span>
        {!isGrowing && <CodeActions code={code} language={language} />}
      </div>
      <pre className="c-code-body" tabIndex={0} aria-label={name}>
        <CodeBody code={code} language={language} isOpen={isGrowing} />
      </pre>
    </div>
  );
});

/** Where a path does not fit, its folders give way first. */
function FileName({ path }: { readonly path: string }): ReactElement {
  const cut = path.lastIndexOf('/') + 1;
  return (
    <>
      <span className="c-code-folder">{path.slice(0, cut)}</span>
      <span>{path.slice(cut)}</span>
    </>
  );
}

interface ActionRow {
  readonly action: CodeAction;
  readonly icon: IconName;
  readonly word: KitWord;
  readonly label: KitWord;
}

const actionRows: readonly ActionRow[] = [
  { action: 'copy', icon: 'copy', word: 'copy', label: 'copyCode' },
  { action: 'insert', icon: 'insert', word: 'insert', label: 'insertCode' },
  { action: 'replace', icon: 'diff', word: 'replace', label: 'replaceCode' },
  { action: 'open', icon: 'open', word: 'open', label: 'openCode' },
];

function CodeActions({ code, language }: { readonly code: string; readonly language: string | null }): ReactElement {
  const actions = use(MarkdownActionsContext);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <span className="c-code-actions">
      {actionRows.map(({ action, icon, word, label }) => {
        const isDone = action === 'copy' && isCopied;
        return (
          <button
            key={action}
            type="button"
            className={isDone ? 'c-code-action c-code-done' : 'c-code-action'}
            aria-label={kitWord(label)}
            title={kitWord(label)}
            onClick={() => {
              actions?.onCode(action, { text: code, languageId: toEditorLanguageId(language) });
              if (action === 'copy') setCopied(true);
            }}
          >
            <Icon name={isDone ? 'check' : icon} size={14} />
            <span className="c-code-word">{kitWord(isDone ? 'copied' : word)}</span>
          </button>
        );
      })}
      <VisuallyHidden>
        <span role="status">{isCopied ? kitWord('copied') : ''}</span>
      </VisuallyHidden>
    </span>
  );
}
