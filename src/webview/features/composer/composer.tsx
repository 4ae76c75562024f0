import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactElement } from 'react';
import { longPasteChars, toPastedItem } from '../../state/composer.ts';
import { t } from '../../state/translate.ts';
import { useApp, useChat, useComposer, useView } from '../shared/app-context.ts';
import { FailureCard } from '../shared/failure-card.tsx';
import { ComposerBar } from './composer-bar.tsx';
import { useBlockedReason } from './composer-blocked.ts';
import { ContextChips } from '../shared/context-chips.tsx';
import { FileMenu, fileMenuId, fileOptionId } from './file-menu.tsx';
import { isComposingKey, isSendKey } from '../shared/send-key.ts';
import { useAutoGrow } from '../shared/use-auto-grow.ts';
import { useMentionMenu } from './use-mention-menu.ts';

/** Where a person writes. What is written stays until the host has it. */
export function Composer(): ReactElement {
  const app = useApp();
  const { composer, turns } = app;
  const text = useComposer((state) => state.text);
  const context = useComposer((state) => state.context);
  const placedCount = useComposer((state) => state.placedCount);
  const focusCount = useView((state) => state.focusCount);
  const sendOnEnter = useView((state) => state.editor?.appearance.sendOnEnter ?? true);
  const isRunning = useChat((state) => state.runningId !== null);
  const sendFailure = useChat((state) => state.sendFailure);
  const model = useChat((state) => state.conversation?.model ?? null);
  const blocked = useBlockedReason();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const menu = useMentionMenu({ text, caret, area });
  useAutoGrow(area, text);

  useEffect(() => area.current?.focus(), [focusCount]);
  useEffect(() => {
    if (placedCount > 0) area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, [placedCount]);

  const recallLast = (): boolean => {
    const { order } = app.chat.getState();
    const last = order.findLast((id) => app.cells.get(id)?.getState().role === 'user');
    const words = last === undefined ? undefined : app.cells.get(last)?.getState().content;
    if (words === undefined) return false;
    composer.place({ text: words });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposingKey(event)) return;
    if (menu.onKey(event)) return;
    if (isSendKey(event, sendOnEnter)) {
      event.preventDefault();
      if (blocked === null) void turns.send();
    } else if (event.key === 'Escape' && isRunning) {
      event.preventDefault();
      void turns.stop();
    } else if (event.key === 'ArrowUp' && text === '' && recallLast()) {
      event.preventDefault();
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted.length <= longPasteChars) return;
    event.preventDefault();
    composer.addContext([toPastedItem(pasted, t('Pasted text'))]);
  };

  return (
    <div className="composer-place">
      {sendFailure !== null && (
        <div className="composer-failure">
          <FailureCard failure={sendFailure} model={model} onTryAgain={() => void turns.send()} />
        </div>
      )}
      {menu.isOpen && <FileMenu files={menu.files} activeIndex={menu.activeIndex} onPick={menu.pick} />}
      <div className="composer">
        {context.length > 0 && <ContextChips items={context} onRemove={(index) => composer.removeContext(index)} />}
        <textarea
          ref={area}
          className="composer-words"
          rows={1}
          value={text}
          placeholder={t('Ask, or @ to add files…')}
          aria-label={t('Message')}
          aria-autocomplete="list"
          {...(menu.hasFiles
            ? { 'aria-controls': fileMenuId, 'aria-activedescendant': fileOptionId(menu.activeIndex) }
            : {})}
          onChange={(event) => {
            composer.setText(event.target.value);
            setCaret(event.target.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={menu.close}
        />
        <ComposerBar blocked={blocked} />
      </div>
      {blocked !== null && (
        <p className="composer-blocked" id="composer-blocked">
          {blocked}
        </p>
      )}
    </div>
  );
}
