import type { ReactElement } from 'react';
import { isRunning, type ChatMessage } from '../../state/chat-message.ts';
import { t } from '../../state/translate.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useApp, useChat } from '../shared/app-context.ts';
import { formatCost, formatCount, formatDuration } from '../shared/format.ts';
import { SiblingSwitcher } from './sibling-switcher.tsx';

function figures({ usage, durationMs, error, content }: ChatMessage): readonly string[] {
  if (error !== null && content === '') return [];
  return [
    ...(usage === null ? [] : [t('{count} tokens', { count: formatCount(usage.inputTokens + usage.outputTokens) })]),
    ...(usage?.costUsd == null ? [] : [formatCost(usage.costUsd)]),
    ...(durationMs === null ? [] : [formatDuration(durationMs)]),
  ];
}

/** What an answer took, its other versions, and what can be done with it. */
export function AnswerFooter({ message }: { readonly message: ChatMessage }): ReactElement | null {
  const { turns, editor } = useApp();
  const isBusy = useChat((state) => state.isSending || state.runningId !== null);
  // A failure that left no words says itself what to do next.
  const isBare = message.error !== null && message.content === '' && message.siblingIds.length < 2;
  if (isRunning(message) || isBare) return null;
  return (
    <div className="answer-foot">
      <SiblingSwitcher id={message.id} siblingIds={message.siblingIds} />
      <div className="message-actions">
        {message.content !== '' && (
          <IconButton icon="copy" label={t('Copy answer')} onClick={() => editor.copy(message.content)} />
        )}
        {message.error === null && (
          <IconButton
            icon="refresh"
            label={t('Answer again')}
            disabled={isBusy}
            onClick={() => void turns.regenerate(message.id)}
          />
        )}
      </div>
      <span className="figures">{figures(message).join(' · ')}</span>
    </div>
  );
}
