import type { ReactElement } from 'react';
import type { ContextItem } from '../../../agents/protocol/context-item.ts';
import { t } from '../../state/translate.ts';
import { Chip } from '../../ui/chip.tsx';
import { fileName, formatCount } from './format.ts';

export interface ContextChipsProps {
  readonly items: readonly ContextItem[];
  readonly onRemove?: (index: number) => void;
  readonly onOpen?: (item: ContextItem) => void;
}

function detailOf({ kind, uri, startLine, endLine, truncated }: ContextItem): string | undefined {
  if (kind === 'selection') return startLine === endLine ? String(startLine) : `${startLine}–${endLine}`;
  if (uri === '') return t('{count} lines', { count: formatCount(endLine) });
  return truncated ? t('beginning') : undefined;
}

/** What lies beside a message: files, selections, pasted text. */
export function ContextChips({ items, onRemove, onOpen }: ContextChipsProps): ReactElement {
  return (
    <ul className="chips" aria-label={t('Context')}>
      {items.map((item, index) => {
        const detail = detailOf(item);
        const canOpen = onOpen !== undefined && item.uri !== '';
        return (
          <li key={`${item.kind} ${item.path} ${item.startLine} ${index}`}>
            <Chip
              icon={item.kind === 'selection' ? 'selection' : 'file'}
              label={fileName(item.path)}
              {...(detail === undefined ? {} : { detail })}
              {...(onRemove === undefined ? {} : { onRemove: () => onRemove(index) })}
              {...(canOpen ? { onOpen: () => onOpen(item) } : {})}
            />
          </li>
        );
      })}
    </ul>
  );
}
