import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../../agents/protocol/editor-bridge.ts';
import type { StorageState } from '../../agents/protocol/storage.ts';

/** A short word that comes up and goes away, with one thing that can be done about it. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'info' | 'error';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

export interface ViewModel {
  /** Null until the editor has told it. */
  readonly editor: ViewState | null;
  readonly storage: StorageState | null;
  /** Where there is no room for a column, the list lies over the chat. */
  readonly isDrawerOpen: boolean;
  /** Where there is room, the list stands beside the chat, unless the person put it away. */
  readonly isColumnHidden: boolean;
  /** Rises when the list should take the focus. */
  readonly listFocusCount: number;
  readonly toast: Toast | null;
  /** Rises when the composer should take the focus. */
  readonly focusCount: number;
}

export interface View {
  readonly store: StoreApi<ViewModel>;
  /** Opens the list in either place and gives it the focus. */
  showList(): void;
  closeDrawer(): void;
  hideColumn(): void;
  say(message: string, options?: { tone?: Toast['tone']; action?: Toast['action'] }): void;
  /** Takes the toast away if it is still this one. */
  dismiss(id: number): void;
  focusComposer(): void;
}

export function createView(): View {
  const store = createStore<ViewModel>()(() => ({
    editor: null,
    storage: null,
    isDrawerOpen: false,
    isColumnHidden: false,
    listFocusCount: 0,
    toast: null,
    focusCount: 0,
  }));
  let lastToast = 0;
  return {
    store,
    showList: () =>
      store.setState({
        isDrawerOpen: true,
        isColumnHidden: false,
        listFocusCount: store.getState().listFocusCount + 1,
      }),
    closeDrawer: () => store.setState({ isDrawerOpen: false }),
    hideColumn: () => store.setState({ isColumnHidden: true }),
    say(message, { tone = 'info', action = null } = {}) {
      lastToast += 1;
      store.setState({ toast: { id: lastToast, message, tone, action } });
    },
    dismiss(id) {
      if (store.getState().toast?.id === id) store.setState({ toast: null });
    },
    focusComposer: () => store.setState({ focusCount: store.getState().focusCount + 1 }),
  };
}
