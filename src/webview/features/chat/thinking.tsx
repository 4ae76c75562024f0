import { useId, useState, type ReactElement } from 'react';
import { isRunning, type ChatMessage } from '../../state/chat-message.ts';
import { toFailure } from '../../state/failure.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { useApp } from '../shared/app-context.ts';

/** The reasoning behind an answer: closed until it is asked for, then read from the host once the answer has ended. */
export function Thinking({ message }: { readonly message: ChatMessage }): ReactElement | null {
  const { client } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const regionId = useId();
  if (message.thinking === '' && !message.hasThinking) return null;

  const toggle = async (): Promise<void> => {
    setOpen(!isOpen);
    if (isOpen || told !== null || isRunning(message)) return;
    try {
      const answer = await client.call('GET /api/messages/{id}/thinking', { params: { id: message.id } });
      setTold(answer.thinking);
    } catch (cause) {
      setTold(toFailure(cause).message);
    }
  };
  return (
    <div className="thinking">
      <button
        type="button"
        className="thinking-toggle"
        aria-expanded={isOpen}
        aria-controls={regionId}
        onClick={() => void toggle()}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
        {t('Reasoning')}
      </button>
      <div id={regionId} className="thinking-words" hidden={!isOpen}>
        {told ?? message.thinking}
      </div>
    </div>
  );
}
