import { use, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { classifyLink } from './link-policy.ts';
import { MarkdownActionsContext } from './markdown-context.ts';

export interface MarkdownLinkProps {
  readonly href?: string | undefined;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
}

/** A link of an answer. Where it may not lead anywhere it is words like the others. */
export function MarkdownLink({ href = '', id, className, title, children }: MarkdownLinkProps): ReactElement {
  const actions = use(MarkdownActionsContext);
  const isNote = actions !== null && href.startsWith(`#${actions.idPrefix}`);
  const target = classifyLink(href);
  if (!isNote && target === 'none') return <span className={className}>{children}</span>;
  const onClick = (event: MouseEvent): void => {
    // The editor follows every link of a webview by itself, once the click reaches the document.
    event.preventDefault();
    event.stopPropagation();
    if (isNote) goToNote(href.slice(1));
    else actions?.onLink(href);
  };
  const classNames = ['c-md-link', isNote ? 'c-md-note' : `c-md-${target}`, className].filter(Boolean).join(' ');
  return (
    <a id={id} className={classNames} href={href} title={title ?? (isNote ? undefined : href)} onClick={onClick}>
      {children}
    </a>
  );
}

function goToNote(id: string): void {
  const note = document.getElementById(id);
  note?.scrollIntoView({ block: 'nearest' });
  if (note instanceof HTMLElement) {
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
  }
}
