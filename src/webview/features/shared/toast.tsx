import { useEffect, useState, type ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useView } from './app-context.ts';

const shownMs = 8_000;

/** The last short word, until it is read, answered or old. */
export function ToastPlace(): ReactElement {
  const { view } = useApp();
  const toast = useView((state) => state.toast);
  const [isHeld, setHeld] = useState(false);
  const id = toast?.id;

  useEffect(() => {
    if (id === undefined || isHeld) return undefined;
    const timer = setTimeout(() => view.dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, isHeld, view]);

  return (
    <div className="toast-place" role="status">
      {toast !== null && (
        <div
          key={toast.id}
          className={`toast toast-${toast.tone}`}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span className="toast-words">{toast.message}</span>
          {toast.action !== null && (
            <Button
              variant="quiet"
              onClick={() => {
                toast.action?.run();
                view.dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton icon="close" label={t('Close')} onClick={() => view.dismiss(toast.id)} />
        </div>
      )}
    </div>
  );
}
