import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ChatMessage } from '../../state/chat-message.ts';
import { t } from '../../state/translate.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ContextChips } from '../shared/context-chips.tsx';
import { isSendKey } from '../shared/send-key.ts';
import { useAutoGrow } from '../shared/use-auto-grow.ts';
import { useApp, useChat, useView } from '../shared/app-context.ts';
import { SiblingSwitcher } from './sibling-switcher.tsx';
import { useMessage } from './use-message.ts';

/** A person's words, with what was put beside them. */
export function PersonMessage({ id }: { readonly id: string }): ReactElement | null {
  const app = useApp();
  const message = useMessage(id, (found) => found);
  const isBusy = useChat((state) => state.isSending || state.runningId !== null);
  const [isEditing, setEditing] = useState(false);
  const editButton = useRef<HTMLDivElement>(null);
  if (message === null) return null;
  if (isEditing) {
    return (
      <EditBox
        message={message}
        onDone={() => {
          setEditing(false);
          requestAnimationFrame(() => editButton.current?.querySelector('button')?.focus());
        }}
      />
    );
  }
  return (
    <>
      <div className="bubble">
        {message.context.length > 0 && (
          <ContextChips items={message.context} onOpen={(item) => app.editor.openFile(item.uri, item.startLine)} />
        )}
        <div className="bubble-words">{message.content}</div>
      </div>
      <div className="person-foot">
        <div className="message-actions" ref={editButton}>
          <IconButton icon="copy" label={t('Copy message')} onClick={() => app.editor.copy(message.content)} />
          <IconButton icon="pencil" label={t('Edit message')} disabled={isBusy} onClick={() => setEditing(true)} />
        </div>
        <SiblingSwitcher id={id} siblingIds={message.siblingIds} />
      </div>
    </>
  );
}

function EditBox({ message, onDone }: { readonly message: ChatMessage; readonly onDone: () => void }): ReactElement {
  const app = useApp();
  const sendOnEnter = useView((state) => state.editor?.appearance.sendOnEnter ?? true);
  const isSending = useChat((state) => state.isSending);
  const [text, setText] = useState(message.content);
  const area = useRef<HTMLTextAreaElement>(null);
  useAutoGrow(area, text);
  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const canSend = text.trim() !== '' && !isSending;
  const save = async (): Promise<void> => {
    if (canSend && (await app.turns.edit(message.id, text, message.context))) app.view.focusComposer();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    } else if (isSendKey(event, sendOnEnter)) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="edit-box">
      {message.context.length > 0 && <ContextChips items={message.context} />}
      <textarea
        ref={area}
        className="edit-words"
        aria-label={t('Edit message')}
        value={text}
        rows={1}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="edit-bar">
        <span className="edit-note">{t('The old version and its answer are kept.')}</span>
        <Button variant="quiet" onClick={onDone}>
          {t('Cancel')}
        </Button>
        <Button variant="primary" disabled={!canSend} onClick={() => void save()}>
          {t('Send')}
        </Button>
      </div>
    </div>
  );
}
