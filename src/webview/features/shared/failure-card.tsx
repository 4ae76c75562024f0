import type { ReactElement } from 'react';
import type { ErrorBody } from '../../../agents/protocol/errors.ts';
import { adviceFor, type Remedy } from '../../state/failure-advice.ts';
import { t } from '../../state/translate.ts';
import { Card } from '../../ui/card.tsx';
import { useApp, useChat } from './app-context.ts';
import { RemedyButton } from './remedy-button.tsx';

export interface FailureCardProps {
  readonly failure: ErrorBody;
  /** The model that was asked, where one was. */
  readonly model: string | null;
  /** Does again what failed, by this model where one is named. */
  readonly onTryAgain: (model?: string) => void;
}

/** A failure in words, and what can be done about it. */
export function FailureCard({ failure, model, onTryAgain }: FailureCardProps): ReactElement {
  const app = useApp();
  const isBusy = useChat((state) => state.isSending || state.runningId !== null);
  const advice = adviceFor(failure, model);

  const press = async (remedy: Remedy): Promise<void> => {
    switch (remedy.kind) {
      case 'addKey':
        if (await app.editor.askForKey(remedy.provider)) onTryAgain();
        return;
      case 'tryAgain':
        onTryAgain();
        return;
      case 'useModel':
        await app.actions.setModel(remedy.model);
        onTryAgain(remedy.model);
        return;
      case 'pickModel': {
        if (!(await app.actions.pickModel())) return;
        onTryAgain(app.chat.getState().conversation?.model ?? undefined);
        return;
      }
      case 'newChat':
        app.open(null);
        return;
      case 'reloadWindow':
        await app.editor.tell({ name: 'reloadWindow' });
    }
  };
  const actions = advice.remedies.map((remedy, index) => (
    <RemedyButton
      key={remedy.kind}
      remedy={remedy}
      isFirst={index === 0}
      isBusy={isBusy}
      onPress={(pressed) => void press(pressed)}
    />
  ));
  return (
    <Card tone={advice.tone} title={t(advice.title)} {...(actions.length === 0 ? {} : { actions })}>
      {failure.message}
    </Card>
  );
}
