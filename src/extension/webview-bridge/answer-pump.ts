import type { Fetch } from '../../agents/client/client.ts';
import { errorTable } from '../../agents/protocol/error-table.ts';
import { toConductorError, toErrorBody } from '../../agents/protocol/conductor-error.ts';
import type { ToEditor, ToWebview } from '../../agents/protocol/editor-bridge.ts';

/** Pieces that may be under way before the webview has taken one in. */
const piecesAhead = 4;
/** Characters of one piece. */
const largestPiece = 128_000;

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE']);
const passedHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'last-event-id']);
const origin = 'http://conductor.local';

type WebviewRequest = Extract<ToEditor, { kind: 'request' }>;

export interface AnswerPumpOptions {
  readonly request: WebviewRequest;
  readonly fetch: Fetch;
  readonly post: (message: ToWebview) => void;
}

/** The request as the host takes it, or null when no honest webview would ask so. */
function toHostRequest({ method, path, headers, body }: WebviewRequest, signal: AbortSignal): Request | null {
  if (!methods.has(method) || !path.startsWith('/')) return null;
  const url = new URL(origin + path);
  if (url.origin !== origin) return null;
  const passed = Object.entries(headers).filter(([name]) => passedHeaders.has(name.toLowerCase()));
  return new Request(url, {
    method,
    headers: Object.fromEntries(passed),
    signal,
    ...(body === null || method === 'GET' ? {} : { body }),
  });
}

function* toPieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += largestPiece) yield text.slice(start, start + largestPiece);
}

/**
 * Carries one request to the host and its answer back in pieces, a few ahead of what the webview has taken in, so that
 * a slow webview slows its stream and not the editor.
 */
export class AnswerPump {
  readonly #options: AnswerPumpOptions;
  readonly #stop = new AbortController();
  #underWay = 0;
  #hasHead = false;
  #wake: (() => void) | undefined;

  constructor(options: AnswerPumpOptions) {
    this.#options = options;
  }

  /** Resolves when the answer ended, broke off or was aborted; never rejects. */
  async run(): Promise<void> {
    const { request, fetch } = this.#options;
    try {
      const hostRequest = toHostRequest(request, this.#stop.signal);
      if (hostRequest === null) {
        this.#post({ kind: 'broken', id: request.id, message: 'This is not a request that the host takes.' });
        return;
      }
      await this.#pass(await fetch(hostRequest));
    } catch (cause) {
      this.#tellFailure(cause);
    }
  }

  /** The webview took so many pieces in. */
  taken(count: number): void {
    this.#underWay = Math.max(0, this.#underWay - count);
    this.#wake?.();
  }

  abort(): void {
    this.#stop.abort();
    this.#wake?.();
  }

  #post(message: ToWebview): void {
    if (!this.#stop.signal.aborted) this.#options.post(message);
  }

  async #pass(response: Response): Promise<void> {
    const { id } = this.#options.request;
    this.#hasHead = true;
    this.#post({ kind: 'response', id, status: response.status, headers: Object.fromEntries(response.headers) });
    if (response.body !== null) await this.#passBody(response.body.getReader());
    this.#post({ kind: 'end', id });
  }

  async #passBody(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const onAbort = (): void => void reader.cancel().catch(() => undefined);
    this.#stop.signal.addEventListener('abort', onAbort, { once: true });
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
        for (const piece of toPieces(text)) await this.#passPiece(piece);
        if (done || this.#stop.signal.aborted) return;
      }
    } finally {
      this.#stop.signal.removeEventListener('abort', onAbort);
    }
  }

  async #passPiece(text: string): Promise<void> {
    while (this.#underWay >= piecesAhead && !this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#underWay += 1;
    this.#post({ kind: 'piece', id: this.#options.request.id, text });
  }

  /** Before the head a failure is an answer of its own, so that the webview can say what it is. */
  #tellFailure(cause: unknown): void {
    const { id } = this.#options.request;
    const error = toConductorError(cause);
    if (this.#hasHead) {
      this.#post({ kind: 'broken', id, message: error.message });
      return;
    }
    const headers = { 'content-type': 'application/json' };
    this.#post({ kind: 'response', id, status: errorTable[error.code].status, headers });
    this.#post({ kind: 'piece', id, text: JSON.stringify({ error: toErrorBody(error) }) });
    this.#post({ kind: 'end', id });
  }
}
