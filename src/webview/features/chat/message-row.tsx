import { memo, type ReactElement } from 'react';
import { t } from '../../state/translate.ts';
import { Answer } from './answer.tsx';
import { PersonMessage } from './person-message.tsx';
import { useMessage } from './use-message.ts';

export interface MessageRowProps {
  readonly id: string;
  readonly isActive: boolean;
  /** 1-based. */
  readonly position: number;
  /** -1 where it is not known. */
  readonly size: number;
  readonly onActive: (id: string) => void;
}

/** One message of the conversation, reachable with the arrow keys. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps): ReactElement | null {
  const { id, isActive, position, size, onActive } = props;
  const role = useMessage(id, (message) => message.role);
  if (role === null) return null;
  const isPerson = role === 'user';
  return (
    <article
      className={isPerson ? 'message message-person' : 'message message-answer'}
      data-message-id={id}
      tabIndex={isActive ? 0 : -1}
      aria-label={isPerson ? t('You') : t('Answer')}
      aria-posinset={position}
      aria-setsize={size}
      onFocus={() => onActive(id)}
    >
      {isPerson ? <PersonMessage id={id} /> : <Answer id={id} />}
    </article>
  );
});
