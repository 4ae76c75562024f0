import type { ReactElement } from 'react';
import { isRunning, type ChatMessage } from '../../state/chat-message.ts';
import { modelName } from '../../state/models.ts';
import { t } from '../../state/translate.ts';
import { useModels } from '../shared/app-context.ts';
import { AnswerFailure } from './answer-failure.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { AnswerText } from './answer-text.tsx';
import { Thinking } from './thinking.tsx';
import { ToolLines } from './tool-lines.tsx';
import { useMessage } from './use-message.ts';

/** An answer: who gives it, what it did on its way, its words, and how it ended. */
export function Answer({ id }: { readonly id: string }): ReactElement | null {
  const message = useMessage(id, (found) => found);
  if (message === null) return null;
  const isWaiting = isRunning(message) && message.content === '';
  return (
    <div className={`answer answer-${message.state}`}>
      <AnswerHead message={message} />
      <ToolLines tools={message.tools} />
      <Thinking message={message} />
      {message.content !== '' && <AnswerText text={message.content} isStreaming={isRunning(message)} />}
      {isWaiting && message.state !== 'queued' && <span className="answer-waiting" aria-hidden="true" />}
      {message.notices.map((notice) => (
        <p key={notice} className="answer-notice">
          {notice}
        </p>
      ))}
      <Ending message={message} />
      {message.error !== null && !isRunning(message) && <AnswerFailure message={message} failure={message.error} />}
      <AnswerFooter message={message} />
    </div>
  );
}

function stateWord(message: ChatMessage): string | null {
  switch (message.state) {
    case 'queued':
      return t('Waiting its turn');
    case 'thinking':
      return t('Thinking');
    case 'streaming':
      return message.tools.some((tool) => tool.ok === null) ? t('Working') : t('Writing');
    case 'complete':
      return null;
    case 'stopped':
      return t('Stopped');
    case 'failed':
      return t('Failed');
    case 'interrupted':
      return t('Interrupted');
  }
}

function AnswerHead({ message }: { readonly message: ChatMessage }): ReactElement {
  const models = useModels((state) => state.models);
  const word = stateWord(message);
  const name = message.model === null ? t('Conductor') : modelName(models, message.model);
  return (
    <div className="who">
      <span className="who-badge">
        <span className="who-dot" aria-hidden="true" />
        {name}
      </span>
      {word !== null && <span className="who-state">{word}</span>}
    </div>
  );
}

function Ending({ message }: { readonly message: ChatMessage }): ReactElement | null {
  const note = endingNote(message);
  return note === null ? null : <p className="answer-ending">{note}</p>;
}

function endingNote(message: ChatMessage): string | null {
  if (message.state === 'stopped') {
    return message.content === '' ? t('Stopped before anything was written.') : t('Stopped. What was written is kept.');
  }
  if (message.state === 'interrupted' && message.error === null) {
    return t('This answer was interrupted. What was written is kept.');
  }
  if (message.state === 'complete' && message.finishReason === 'length') {
    return t('The answer reached its length limit.');
  }
  if (message.state === 'complete' && message.finishReason === 'refusal') return t('The model declined to go on.');
  return null;
}
