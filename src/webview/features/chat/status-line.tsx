import { useEffect, useRef, useState, type ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useApp, useChat } from '../shared/app-context.ts';

/** Says to a screen reader when an answer begins and how it ended, and nothing in between. */
export function StatusLine(): ReactElement {
  const { cells } = useApp();
  const runningId = useChat((state) => state.runningId);
  const isConnected = useChat((state) => state.isConnected);
  const before = useRef<string | null>(null);
  const [words, setWords] = useState('');

  useEffect(() => {
    const ended = before.current;
    before.current = runningId;
    if (runningId !== null) setWords(t('Writing an answer'));
    else if (ended !== null) {
      // Undefined where another conversation is shown by now: its answers are not spoken of here.
      const state = cells.get(ended)?.getState().state;
      if (state === undefined) setWords('');
      else if (state === 'stopped') setWords(t('Answer stopped'));
      else if (state === 'failed' || state === 'interrupted') setWords(t('The answer failed'));
      else setWords(t('Answer complete'));
    }
  }, [runningId, cells]);

  return (
    <>
      <VisuallyHidden>
        <span role="status">{words}</span>
      </VisuallyHidden>
      {!isConnected && (
        <div className="connection" role="status">
          {t('Reconnecting. Nothing is lost.')}
        </div>
      )}
    </>
  );
}
