import type { ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useChat } from '../shared/app-context.ts';

/** ‹ 1 / 2 › where a message has other versions; nothing where it has none. */
export function SiblingSwitcher(props: {
  readonly id: string;
  readonly siblingIds: readonly string[];
}): ReactElement | null {
  const { id, siblingIds } = props;
  const { turns } = useApp();
  const isRunning = useChat((state) => state.runningId !== null);
  const place = siblingIds.indexOf(id);
  if (siblingIds.length < 2 || place === -1) return null;
  const show = (step: number): void => {
    const other = siblingIds[place + step];
    if (other !== undefined) void turns.showSibling(other);
  };
  const values = { place: place + 1, count: siblingIds.length };
  return (
    <span className="siblings" role="group" aria-label={t('Version {place} of {count}', values)}>
      <IconButton
        icon="chevron-left"
        label={t('Previous version')}
        disabled={isRunning || place === 0}
        onClick={() => show(-1)}
      />
      <span className="siblings-place" aria-hidden="true">
        {place + 1} / {siblingIds.length}
      </span>
      <IconButton
        icon="chevron-right"
        label={t('Next version')}
        disabled={isRunning || place === siblingIds.length - 1}
        onClick={() => show(1)}
      />
    </span>
  );
}
