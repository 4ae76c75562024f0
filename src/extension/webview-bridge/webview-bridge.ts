import type { Fetch } from '../../agents/client/client.ts';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { EditorAction, EditorNews, ToEditor, ToWebview } from '../../agents/protocol/editor-bridge.ts';
import type { Log } from '../../agents/core/ports.ts';
import { AnswerPump } from './answer-pump.ts';

const mostRequests = 64;
const mostWaitingNews = 32;

export interface WebviewBridgeOptions {
  readonly fetch: Fetch;
  readonly post: (message: ToWebview) => void;
  readonly act: (action: EditorAction) => Promise<unknown>;
  readonly log: Log;
  readonly onReady?: () => void;
  readonly onAlive?: () => void;
}

/** The editor's end of the bridge to one webview. Dispose it to break off everything that is under way. */
export class WebviewBridge {
  readonly #options: WebviewBridgeOptions;
  readonly #pumps = new Map<number, AnswerPump>();
  #waiting: EditorNews[] = [];
  #isReady = false;

  constructor(options: WebviewBridgeOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Takes what the webview posted, as it came. */
  async receive(raw: unknown): Promise<void> {
    const { parseMessage } = await import('./parse-message.ts');
    const message = parseMessage(raw);
    if (message === null) {
      this.#options.log.write('warn', 'webview_message_refused');
      return;
    }
    this.#take(message);
  }

  /** Tells the webview something, at once or as soon as it listens. */
  tell(news: EditorNews): void {
    if (this.#isReady) this.#options.post({ kind: 'news', news });
    else this.#waiting = [...this.#waiting, news].slice(-mostWaitingNews);
  }

  /** The document is gone: what was under way for it ends, what is to come waits for the next one. */
  documentGone(): void {
    this.#isReady = false;
    for (const pump of this.#pumps.values()) pump.abort();
    this.#pumps.clear();
  }

  dispose(): void {
    this.documentGone();
    this.#waiting = [];
  }

  #take(message: ToEditor): void {
    switch (message.kind) {
      case 'ready':
        this.#onReady();
        return;
      case 'alive':
        this.#options.onAlive?.();
        return;
      case 'request':
        this.#onRequest(message);
        return;
      case 'taken':
        this.#pumps.get(message.id)?.taken(message.count);
        return;
      case 'abort':
        this.#pumps.get(message.id)?.abort();
        this.#pumps.delete(message.id);
        return;
      case 'action':
        void this.#onAction(message);
    }
  }

  #onReady(): void {
    // A new document counts its requests from one again: those of the old one are nobody's.
    this.documentGone();
    this.#isReady = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#options.onReady?.();
    for (const news of waiting) this.tell(news);
  }

  #onRequest(request: Extract<ToEditor, { kind: 'request' }>): void {
    const { fetch, post } = this.#options;
    if (this.#pumps.size >= mostRequests || this.#pumps.has(request.id)) {
      post({ kind: 'broken', id: request.id, message: 'Too many requests at once.' });
      return;
    }
    const pump = new AnswerPump({ request, fetch, post });
    this.#pumps.set(request.id, pump);
    void pump.run().then(() => {
      if (this.#pumps.get(request.id) === pump) this.#pumps.delete(request.id);
    });
  }

  async #onAction({ id, action }: Extract<ToEditor, { kind: 'action' }>): Promise<void> {
    const { act, post, log } = this.#options;
    try {
      post({ kind: 'result', id, value: await act(action) });
    } catch (cause) {
      const error = toConductorError(cause);
      log.write('warn', 'editor_action_failed', { action: action.name, code: error.code, message: error.message });
      post({ kind: 'failed', id, message: error.message });
    }
  }
}
