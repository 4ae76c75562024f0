import type { ComponentProps, ReactElement } from 'react';
import type { Components, ExtraProps } from 'react-markdown';
import { Icon } from '../icon.tsx';
import { kitWord } from '../words.ts';
import { CodeBlock } from './code-block.tsx';
import { MarkdownLink } from './markdown-link.tsx';
import type { TreeNode } from './tree.ts';

function Pre({ node }: ComponentProps<'pre'> & ExtraProps): ReactElement {
  const code = (node as TreeNode | undefined)?.children?.[0];
  const text = code?.children?.[0]?.value ?? '';
  const { dataLanguage, dataFile, dataOpen } = code?.properties ?? {};
  return (
    <CodeBlock
      code={text.endsWith('\n') ? text.slice(0, -1) : text}
      language={typeof dataLanguage === 'string' ? dataLanguage : null}
      file={typeof dataFile === 'string' ? dataFile : null}
      isOpen={dataOpen === 'true'}
    />
  );
}

function Link({ href, id, className, title, children }: ComponentProps<'a'> & ExtraProps): ReactElement {
  return (
    <MarkdownLink href={href} id={id} className={className} title={title}>
      {children}
    </MarkdownLink>
  );
}

function Table({ children }: ComponentProps<'table'> & ExtraProps): ReactElement {
  return (
    <div className="c-md-table" tabIndex={0} role="region" aria-label={kitWord('table')}>
      <table>{children}</table>
    </div>
  );
}

/** Of a task list: a sign, not a control, for nothing here can change it. */
function TaskSign({ checked }: ComponentProps<'input'> & ExtraProps): ReactElement {
  const isDone = checked === true;
  return (
    <span
      className={isDone ? 'c-md-task c-md-task-done' : 'c-md-task'}
      role="img"
      aria-label={kitWord(isDone ? 'done' : 'toDo')}
    >
      {isDone && <Icon name="check" size={11} />}
    </span>
  );
}

/** What the kit draws in place of plain elements. */
export const markdownElements: Components = { pre: Pre, a: Link, table: Table, input: TaskSign };
