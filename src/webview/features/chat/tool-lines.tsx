import { memo, type ReactElement } from 'react';
import type { ToolLine } from '../../../agents/protocol/message.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { formatDuration } from '../shared/format.ts';

/** `read_file` as a person says it: `Read file`. */
function toolTitle(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Mark({ ok }: { readonly ok: boolean | null }): ReactElement {
  if (ok === null) return <Icon name="spinner" size={13} />;
  return <Icon name={ok ? 'check' : 'warning'} size={13} />;
}

function stateOf(ok: boolean | null): { readonly className: string; readonly word: string } {
  if (ok === null) return { className: 'tool tool-running', word: t('Running') };
  return ok ? { className: 'tool tool-done', word: t('Done') } : { className: 'tool tool-failed', word: t('Failed') };
}

/** What an answer did on its way, one quiet line each. */
export const ToolLines = memo(function ToolLines({
  tools,
}: {
  readonly tools: readonly ToolLine[];
}): ReactElement | null {
  if (tools.length === 0) return null;
  return (
    <ul className="tools">
      {tools.map((tool) => {
        const { className, word } = stateOf(tool.ok);
        return (
          <li key={tool.callId} className={className} title={tool.summary}>
            <span className="tool-mark">
              <Mark ok={tool.ok} />
              <VisuallyHidden>{word}</VisuallyHidden>
            </span>
            <span className="tool-name">{toolTitle(tool.name)}</span>
            <span className="tool-title">
              {tool.title}
              {tool.summary !== '' && <span className="tool-summary"> · {tool.summary}</span>}
            </span>
            {tool.durationMs !== null && <span className="tool-time">{formatDuration(tool.durationMs)}</span>}
          </li>
        );
      })}
    </ul>
  );
});
