import { useEffect, useState, type ReactElement } from 'react';
import type { Remedy } from '../../state/failure-advice.ts';
import { modelName } from '../../state/models.ts';
import { t } from '../../state/translate.ts';
import { Button } from '../../ui/button.tsx';
import { useModels } from './app-context.ts';

export interface RemedyButtonProps {
  readonly remedy: Remedy;
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly onPress: (remedy: Remedy) => void;
}

/** Seconds until `afterMs` from the first drawing have passed, counted down once a second. */
function useSecondsLeft(afterMs: number): number {
  const [dueMs] = useState(() => Date.now() + afterMs);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isOver = nowMs >= dueMs;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isOver]);
  return Math.max(0, Math.ceil((dueMs - nowMs) / 1_000));
}

/** The button for one remedy; one that must wait counts down and then comes alive. */
export function RemedyButton({ remedy, isFirst, isBusy, onPress }: RemedyButtonProps): ReactElement {
  const models = useModels((state) => state.models);
  const secondsLeft = useSecondsLeft(remedy.kind === 'tryAgain' ? remedy.afterMs : 0);
  return (
    <Button
      variant={isFirst ? 'primary' : 'secondary'}
      disabled={secondsLeft > 0 || (isBusy && remedy.kind !== 'newChat' && remedy.kind !== 'reloadWindow')}
      onClick={() => onPress(remedy)}
    >
      {remedyLabel(remedy, secondsLeft, (ref) => modelName(models, ref))}
    </Button>
  );
}

function remedyLabel(remedy: Remedy, secondsLeft: number, nameOf: (ref: string) => string): string {
  switch (remedy.kind) {
    case 'addKey':
      return t('Add a key');
    case 'tryAgain':
      return secondsLeft > 0 ? t('Try again in {count} s', { count: secondsLeft }) : t('Try again');
    case 'useModel':
      return t('Use {model}', { model: nameOf(remedy.model) });
    case 'pickModel':
      return t('Choose another model');
    case 'newChat':
      return t('New chat');
    case 'reloadWindow':
      return t('Reload window');
  }
}
