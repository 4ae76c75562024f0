import type { KeyboardEvent } from 'react';

/** The code of a key that an input method is still working on, where `isComposing` is not told. */
const inputMethodKeyCode = 229;

/** True while a key belongs to an input method that is putting a word together. */
export function isComposingKey(event: KeyboardEvent): boolean {
  // The key code is the only sign of it that Safari and older Chromium give for the key that ends a composition.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === inputMethodKeyCode;
}

/** Enter, or Ctrl/Cmd+Enter where Enter is for new lines. */
export function isSendKey(event: KeyboardEvent, sendOnEnter: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposingKey(event)) return false;
  return sendOnEnter || event.ctrlKey || event.metaKey;
}
