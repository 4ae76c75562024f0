import type { Fetch } from '../../agents/client/client.ts';
import { ConductorError } from '../../agents/protocol/conductor-error.ts';
import type { EditorAction, EditorActionResults, EditorNews, ToWebview } from '../../agents/protocol/editor-bridge.ts';
import type { EditorPort } from './editor-port.ts';
import { createIncomingBody, type IncomingBody } from './incoming-body.ts';

/** Everything that a webview reaches beyond its own document. */
export interface EditorBridge {
  /** The host's contract, for `createClient`. */
  readonly fetch: Fetch;
  /**
   * Asks the editor for what only an editor can do.
   * @throws ConductorError `unavailable` with the editor's reason when it could not.
   */
  act<A extends EditorAction>(action: A): Promise<EditorActionResults[A['name']]>;
  /** Returns the function that ends listening. */
  onNews(listener: (news: EditorNews) => void): () => void;
  /** Says that this document listens now. */
  ready(): void;
  dispose(): void;
}

interface OpenRequest {
  readonly resolve: (response: Response) => void;
  readonly reject: (cause: unknown) => void;
  readonly body: IncomingBody;
  readonly forget: () => void;
}

interface OpenAction {
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

const bodyless: ReadonlySet<number> = new Set([204, 205, 304]);

function stoppedError(): DOMException {
  return new DOMException('The request was stopped.', 'AbortError');
}

/** The bridge over a port. Dispose it to break off everything that is under way. */
export function createEditorBridge(port: EditorPort): EditorBridge {
  const requests = new Map<number, OpenRequest>();
  const actions = new Map<number, OpenAction>();
  const listeners = new Set<(news: EditorNews) => void>();
  let lastId = 0;

  const onAnswer = (message: Extract<ToWebview, { kind: 'response' | 'piece' | 'end' | 'broken' }>): void => {
    const request = requests.get(message.id);
    if (request === undefined) return;
    switch (message.kind) {
      case 'response': {
        const body = bodyless.has(message.status) ? null : request.body.stream;
        request.resolve(new Response(body, { status: message.status, headers: message.headers }));
        return;
      }
      case 'piece':
        request.body.add(message.text);
        return;
      case 'end':
        request.forget();
        request.body.end();
        return;
      case 'broken': {
        request.forget();
        const cause = new TypeError(message.message);
        request.reject(cause);
        request.body.fail(cause);
      }
    }
  };

  const onMessage = (message: ToWebview): void => {
    if (message.kind === 'news') {
      for (const listener of [...listeners]) listener(message.news);
    } else if (message.kind === 'result' || message.kind === 'failed') {
      const action = actions.get(message.id);
      actions.delete(message.id);
      if (message.kind === 'result') action?.resolve(message.value);
      else action?.reject(new ConductorError('unavailable', message.message));
    } else {
      onAnswer(message);
    }
  };
  const stopListening = port.listen(onMessage);

  const open = (request: Request, body: string | null): Promise<Response> =>
    new Promise<Response>((resolve, reject) => {
      const id = ++lastId;
      const { signal } = request;
      const onAbort = (): void => {
        requests.get(id)?.forget();
        port.post({ kind: 'abort', id });
        reject(stoppedError());
        incoming.fail(stoppedError());
      };
      const incoming = createIncomingBody({
        onTaken: () => {
          if (requests.has(id)) port.post({ kind: 'taken', id, count: 1 });
        },
        onCancel: () => {
          const wasOpen = requests.get(id);
          wasOpen?.forget();
          if (wasOpen !== undefined) port.post({ kind: 'abort', id });
        },
      });
      const forget = (): void => {
        requests.delete(id);
        signal.removeEventListener('abort', onAbort);
      };
      requests.set(id, { resolve, reject, body: incoming, forget });
      signal.addEventListener('abort', onAbort);
      const url = new URL(request.url);
      const headers = Object.fromEntries(request.headers.entries());
      port.post({ kind: 'request', id, method: request.method, path: url.pathname + url.search, headers, body });
    });

  return {
    async fetch(request) {
      const body = request.body === null ? null : await request.text();
      if (request.signal.aborted) throw stoppedError();
      return await open(request, body);
    },
    act: <A extends EditorAction>(action: A) =>
      new Promise<EditorActionResults[A['name']]>((resolve, reject) => {
        const id = ++lastId;
        actions.set(id, { resolve: resolve as (value: unknown) => void, reject });
        port.post({ kind: 'action', id, action });
      }),
    onNews(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    ready: () => port.post({ kind: 'ready' }),
    dispose() {
      stopListening();
      listeners.clear();
      for (const request of [...requests.values()]) {
        request.forget();
        request.reject(stoppedError());
        request.body.fail(stoppedError());
      }
      for (const action of actions.values()) action.reject(new ConductorError('cancelled', 'The view was closed.'));
      actions.clear();
    },
  };
}
