import { useEffect, useState, type ReactElement } from 'react';
import { estimateTokens } from '../../state/composer.ts';
import { modelName } from '../../state/models.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useApp, useChat, useComposer, useModels } from '../shared/app-context.ts';
import { formatCount } from '../shared/format.ts';

/** From this many tokens on, their number is shown. */
const worthSaying = 1_000;
/** A send that takes longer than this shows that it is on its way. */
const slowMs = 300;

/** Below the words: what to add, who answers, and the one button that sends or stops. */
export function ComposerBar({ blocked }: { readonly blocked: string | null }): ReactElement {
  const { editor } = useApp();
  return (
    <div className="composer-bar">
      <Menu
        label={t('Add context')}
        anchor="plus"
        items={[
          { label: t('Attach files…'), icon: 'file', onSelect: () => void editor.attachFromPicker() },
          { label: t('Attach the selection'), icon: 'selection', onSelect: () => void editor.attachSelection() },
          { label: t('Attach the open files'), icon: 'open', onSelect: () => void editor.attachOpenEditors() },
        ]}
      />
      <ModelButton />
      <span className="composer-gap" />
      <SizeNote />
      <SendButton blocked={blocked} />
    </div>
  );
}

function ModelButton(): ReactElement | null {
  const { actions, view } = useApp();
  const models = useModels((state) => state.models);
  const fallback = useModels((state) => state.defaultModel);
  const next = useModels((state) => state.nextModel);
  const conversationModel = useChat((state) => state.conversation?.model ?? null);
  const isNew = useChat((state) => state.conversationId === null);
  const ref = (isNew ? next : conversationModel) ?? fallback;
  if (ref === null) return null;
  const name = modelName(models, ref);
  return (
    <button
      type="button"
      className="model-button"
      title={t('Choose the model')}
      aria-label={t('Model: {model}', { model: name })}
      onClick={() => void actions.pickModel().then(() => view.focusComposer())}
    >
      <span className="model-dot" aria-hidden="true" />
      <span className="model-name">{name}</span>
      <Icon name="chevron-down" size={12} />
    </button>
  );
}

function SizeNote(): ReactElement | null {
  const tokens = useComposer(estimateTokens);
  if (tokens < worthSaying) return null;
  return <span className="composer-size">{t('about {count} tokens', { count: formatCount(tokens) })}</span>;
}

function useIsSlow(isSending: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isSending) return undefined;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isSending]);
  return isSlow;
}

function SendButton({ blocked }: { readonly blocked: string | null }): ReactElement {
  const { turns, view } = useApp();
  const isEmpty = useComposer((state) => state.text.trim() === '');
  const isRunning = useChat((state) => state.runningId !== null);
  const isStopping = useChat((state) => state.isStopping);
  const isSending = useChat((state) => state.isSending);
  const isSlow = useIsSlow(isSending);

  if (isRunning) {
    const label = isStopping ? t('Stopping') : t('Stop');
    return (
      <button
        type="button"
        className="send-button send-stop"
        aria-label={label}
        title={label}
        aria-disabled={isStopping}
        onClick={() => {
          void turns.stop();
          view.focusComposer();
        }}
      >
        <Icon name="stop" size={14} />
      </button>
    );
  }
  const reason = blocked ?? (isEmpty ? t('Write something to send.') : null);
  return (
    <button
      type="button"
      className="send-button"
      aria-label={t('Send')}
      title={reason ?? t('Send')}
      aria-disabled={reason !== null || isSending}
      {...(blocked === null ? {} : { 'aria-describedby': 'composer-blocked' })}
      onClick={() => {
        if (reason === null) void turns.send();
        view.focusComposer();
      }}
    >
      <Icon name={isSlow ? 'spinner' : 'send'} size={14} />
    </button>
  );
}
