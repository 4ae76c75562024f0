import type {
  EditorAction,
  EditorActionResults,
  EditorNews,
  ToEditor,
  ToWebview,
  ViewState,
} from '../../../src/agents/protocol/editor-bridge.ts';
import type { ContextItem } from '../../../src/agents/protocol/context-item.ts';
import { FakeHost } from './fake-host.ts';

/** So many pieces of a body are sent before the webview has taken any. */
const mostAhead = 8;

interface OpenRequest {
  readonly controller: AbortController;
  ahead: number;
  wake: () => void;
}

export function fakeFile(path: string, text = 'export const answer = 42;\n'): ContextItem {
  const endLine = text.split('\n').length;
  return {
    kind: 'file',
    path,
    uri: `file:///project/${path}`,
    languageId: 'typescript',
    startLine: 1,
    endLine,
    text,
    truncated: false,
  };
}

/** The extension's side of the bridge, in the page around the webview's frame. It outlives the frame, as VS Code does. */
export class FakeEditor {
  readonly host = new FakeHost();
  readonly actions: EditorAction[] = [];
  readonly files = ['src/retry.ts', 'src/client.ts', 'src/index.ts', 'README.md', 'package.json'];
  readonly openFiles = new Set(['src/client.ts']);
  viewState: ViewState = {
    appearance: { fontSizePx: null, messageDensity: 'comfortable', sendOnEnter: true },
    isTrusted: true,
    conversationId: null,
    workspaceName: 'storefront',
    place: 'sidebar',
    strings: {},
  };
  /** What `setState` kept. */
  kept: unknown = undefined;
  keyIsGiven = true;
  pickedModel: string | null = 'anthropic/claude-sonnet-5-5';
  aliveCount = 0;
  readonly #requests = new Map<number, OpenRequest>();
  #post: (message: ToWebview) => void = () => undefined;

  /** A frame that begins; what was under way for the one before it ends. */
  connect(post: (message: ToWebview) => void): {
    postMessage: (message: ToEditor) => void;
    getState: () => unknown;
    setState: (state: unknown) => void;
  } {
    for (const request of this.#requests.values()) request.controller.abort();
    this.#requests.clear();
    // Messages are copied on their way, as between two processes.
    this.#post = (message) => post(structuredClone(message));
    return {
      postMessage: (message) => this.#take(structuredClone(message)),
      getState: () => structuredClone(this.kept),
      setState: (state) => {
        this.kept = structuredClone(state);
      },
    };
  }

  tell(news: EditorNews): void {
    this.#post({ kind: 'news', news });
  }

  #take(message: ToEditor): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'alive':
        this.aliveCount += 1;
        return;
      case 'request':
        void this.#answer(message);
        return;
      case 'abort':
        this.#requests.get(message.id)?.controller.abort();
        this.#requests.get(message.id)?.wake();
        return;
      case 'taken': {
        const request = this.#requests.get(message.id);
        if (request !== undefined) request.ahead -= message.count;
        request?.wake();
        return;
      }
      case 'action':
        this.actions.push(message.action);
        this.#post({ kind: 'result', id: message.id, value: this.#act(message.action) });
    }
  }

  async #answer({ id, method, path, headers, body }: Extract<ToEditor, { kind: 'request' }>): Promise<void> {
    const post = this.#post;
    const request: OpenRequest = { controller: new AbortController(), ahead: 0, wake: () => undefined };
    const { signal } = request.controller;
    this.#requests.set(id, request);
    try {
      const init = { method, headers, signal, ...(body === null ? {} : { body }) };
      const response = await this.host.handle(new Request(new URL(path, 'http://host.test'), init));
      post({ kind: 'response', id, status: response.status, headers: Object.fromEntries(response.headers) });
      await this.#pump(response, request, (text) => post({ kind: 'piece', id, text }));
      if (!signal.aborted) post({ kind: 'end', id });
    } catch (cause) {
      if (!signal.aborted) post({ kind: 'broken', id, message: String(cause) });
    } finally {
      this.#requests.delete(id);
    }
  }

  async #pump(response: Response, request: OpenRequest, send: (text: string) => void): Promise<void> {
    if (response.body === null) return;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const { signal } = request.controller;
    const isStopped = (): boolean => signal.aborted;
    signal.addEventListener('abort', () => void reader.cancel());
    for (;;) {
      const { done, value } = await reader.read();
      if (done || isStopped()) return;
      while (request.ahead >= mostAhead && !isStopped()) {
        await new Promise<void>((resolve) => {
          request.wake = resolve;
        });
      }
      request.ahead += 1;
      send(decoder.decode(value, { stream: true }));
    }
  }

  #act(action: EditorAction): EditorActionResults[EditorAction['name']] {
    switch (action.name) {
      case 'getViewState':
        return this.viewState;
      case 'findFiles':
        return this.files
          .filter((path) => path.toLowerCase().includes(action.query.toLowerCase()))
          .map((path) => ({ path, isOpen: this.openFiles.has(path) }));
      case 'attachFile':
        return fakeFile(action.path);
      case 'pickFiles':
        return [fakeFile('src/index.ts')];
      case 'attachSelection':
        return { ...fakeFile('src/retry.ts'), kind: 'selection', startLine: 41, endLine: 68 };
      case 'pickModel':
        return this.pickedModel;
      case 'askForKey':
        return this.keyIsGiven;
      case 'insertAtCursor':
      case 'replaceSelection':
      case 'openFile':
      case 'openLink':
      case 'confirm':
      case 'saveText':
        return true;
      default:
        return null;
    }
  }
}

declare global {
  interface Window {
    fake: FakeEditor;
  }
}

window.fake = new FakeEditor();
