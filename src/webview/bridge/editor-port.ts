import type { ToEditor, ToWebview } from '../../agents/protocol/editor-bridge.ts';

/** The wire to the extension that shows this webview, and the small state that the editor keeps for it. */
export interface EditorPort {
  post(message: ToEditor): void;
  /** Returns the function that ends listening. */
  listen(listener: (message: ToWebview) => void): () => void;
  /** What {@link setState} kept last, of unknown shape: an older version may have written it. */
  getState(): unknown;
  /** Kept as JSON with every call, so it must stay small. */
  setState(state: unknown): void;
}

interface CodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): CodeApi;

/** The port of this document; VS Code gives it out once only. */
export function acquireEditorPort(): EditorPort {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      const onMessage = (event: MessageEvent): void => {
        const data: unknown = event.data;
        if (typeof data === 'object' && data !== null && 'kind' in data) listener(data as ToWebview);
      };
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}
