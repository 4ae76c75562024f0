import type { ReactElement } from 'react';
import type { ErrorBody } from '../../../agents/protocol/errors.ts';
import type { ChatMessage } from '../../state/chat-message.ts';
import { useApp } from '../shared/app-context.ts';
import { FailureCard } from '../shared/failure-card.tsx';

/** Why an answer failed; trying again is another answer beside it. */
export function AnswerFailure(props: { readonly message: ChatMessage; readonly failure: ErrorBody }): ReactElement {
  const { turns } = useApp();
  const { message, failure } = props;
  return (
    <FailureCard
      failure={failure}
      model={message.model}
      onTryAgain={(model) => void turns.regenerate(message.id, model)}
    />
  );
}
