import type { ReactElement } from 'react';
import { isBuiltIn, modelName } from '../../state/models.ts';
import { t } from '../../state/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { useApp, useModels, useView } from '../shared/app-context.ts';

interface Suggestion {
  readonly title: string;
  readonly note: string;
  readonly onPick: () => void;
}

/** The first screen: an invitation, which model answers, and three ways to begin. */
export function EmptyState(): ReactElement {
  const suggestions = useSuggestions();
  return (
    <div className="empty">
      <div className="empty-inner">
        <span className="empty-mark">
          <Icon name="mark" size={44} />
        </span>
        <h2 className="empty-title">{t('What shall we work on?')}</h2>
        <ModelLine />
        <TrustLine />
        <ul className="empty-list">
          {suggestions.map(({ title, note, onPick }) => (
            <li key={title}>
              <button type="button" className="empty-suggestion" onClick={onPick}>
                <span>{title}</span>
                <small>{note}</small>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function ModelLine(): ReactElement | null {
  const { editor } = useApp();
  const models = useModels((state) => state.models);
  const ref = useModels((state) => state.nextModel ?? state.defaultModel);
  if (ref === null) return <p className="empty-line">&nbsp;</p>;
  if (!isBuiltIn(ref)) return <p className="empty-line">{t('{model} answers.', { model: modelName(models, ref) })}</p>;
  return (
    <p className="empty-line">
      {t('The built-in model answers until you add a key.')}{' '}
      <button type="button" className="link" onClick={() => void editor.askForKey('anthropic')}>
        {t('Add a key')}
      </button>
    </p>
  );
}

function TrustLine(): ReactElement | null {
  const isTrusted = useView((state) => state.editor?.isTrusted ?? true);
  if (isTrusted) return null;
  return <p className="empty-line">{t('Restricted Mode: settings of this workspace are not used.')}</p>;
}

function useSuggestions(): readonly Suggestion[] {
  const { composer, editor, turns, view } = useApp();
  const workspaceName = useView((state) => state.editor?.workspaceName ?? null);
  const ask = (text: string) => (): void => {
    composer.place({ text });
    void turns.send();
  };
  const begin = (text: string) => (): void => {
    composer.place({ text });
    view.focusComposer();
  };
  const beginWithSelection = (text: string) => (): void => {
    composer.place({ text });
    void editor.attachSelection();
  };
  if (workspaceName === null) {
    return [
      {
        title: t('Explain a piece of code'),
        note: t('paste it below'),
        onPick: begin(`${t('Explain this code:')}\n\n`),
      },
      {
        title: t('Write a regular expression'),
        note: t('say what it should match'),
        onPick: begin(t('Write a regular expression that matches ')),
      },
      {
        title: t('Plan a small program'),
        note: t('say what it should do'),
        onPick: begin(t('Plan a small program that ')),
      },
    ];
  }
  return [
    {
      title: t('Explain how this workspace starts'),
      note: workspaceName,
      onPick: ask(t('Explain how this workspace starts')),
    },
    {
      title: t('Review the selected code'),
      note: t('adds the selection of the editor'),
      onPick: beginWithSelection(t('Review this code: what could go wrong, and what would you change?')),
    },
    {
      title: t('Find where errors are handled'),
      note: t('searches the workspace'),
      onPick: ask(t('Find where errors are handled')),
    },
  ];
}
