import * as vscode from 'vscode';
import { createClient, type Fetch } from '../../agents/client/client.ts';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import type { EditorAction, EditorNews, ViewState } from '../../agents/protocol/editor-bridge.ts';
import type { Log } from '../../agents/core/ports.ts';
import { currentAppearance } from '../host-link/settings.ts';
import { SilenceWatch } from '../webview-bridge/silence-watch.ts';
import { WebviewBridge } from '../webview-bridge/webview-bridge.ts';
import { renderChatHtml } from './chat-html.ts';
import { followRun } from './follow-run.ts';

export type Place = ViewState['place'];

/** What a surface shows, by its own word. */
export interface Shown {
  readonly conversationId: string | null;
  readonly title: string;
}

export interface ChatSurfaceOptions {
  readonly place: Place;
  readonly webview: vscode.Webview;
  readonly extensionUri: vscode.Uri;
  readonly fetch: Fetch;
  readonly log: Log;
  /** Opens this conversation first. */
  readonly conversationId?: string | undefined;
  readonly act: (action: EditorAction, surface: ChatSurface) => Promise<unknown>;
  readonly reveal: () => void;
}

const checkEveryMs = 5_000;

function currentViewState(place: Place, conversationId: string | null): ViewState {
  return {
    appearance: currentAppearance(),
    isTrusted: vscode.workspace.isTrusted,
    conversationId,
    workspaceName: vscode.workspace.name ?? null,
    place,
    // The webview's words and the extension's lie in one bundle; what is not among them stays English.
    strings: vscode.l10n.bundle ?? {},
  };
}

/** The chat in one webview, wherever it is: its document, its bridge, its heartbeat. */
export class ChatSurface implements vscode.Disposable {
  readonly place: Place;
  readonly reveal: () => void;
  readonly #options: ChatSurfaceOptions;
  readonly #bridge: WebviewBridge;
  readonly #watch = new SilenceWatch();
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #changed = new vscode.EventEmitter<ChatSurface>();
  readonly #finishedHidden = new vscode.EventEmitter<void>();
  readonly #ended = new AbortController();
  #wantedConversation: string | null;
  #shown: Shown = { conversationId: null, title: '' };
  #isRunning = false;
  #isVisible = true;

  /** What is shown, whether an answer is being written, or whether it can be seen. */
  readonly onDidChange = this.#changed.event;
  /** An answer ended that the person did not see ending. */
  readonly onDidFinishHidden = this.#finishedHidden.event;

  constructor(options: ChatSurfaceOptions) {
    this.#options = options;
    this.place = options.place;
    this.reveal = options.reveal;
    this.#wantedConversation = options.conversationId ?? null;
    const { webview, fetch, log } = options;
    this.#bridge = new WebviewBridge({
      fetch,
      log,
      post: (message) => void webview.postMessage(message),
      act: (action) => options.act(action, this),
      onReady: () => this.#watch.heard(performance.now()),
      onAlive: () => {
        if (this.#bridge.isReady) this.#watch.heard(performance.now());
      },
    });
    webview.options = {
      enableScripts: true,
      localResourceRoots: ['dist/webview', 'media'].map((path) => vscode.Uri.joinPath(options.extensionUri, path)),
    };
    const timer = setInterval(() => this.#checkSilence(), checkEveryMs);
    this.#disposables.push(
      this.#changed,
      this.#finishedHidden,
      webview.onDidReceiveMessage((raw: unknown) => void this.#bridge.receive(raw)),
      { dispose: () => clearInterval(timer) },
    );
    this.#load();
  }

  get isReady(): boolean {
    return this.#bridge.isReady;
  }

  get isVisible(): boolean {
    return this.#isVisible;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get shown(): Shown {
    return this.#shown;
  }

  tell(news: EditorNews): void {
    this.#bridge.tell(news);
  }

  /** Tells the webview how it should look and where it is, as things are now. */
  tellViewState(): void {
    if (this.isReady) this.tell({ name: 'viewState', state: currentViewState(this.place, null) });
  }

  /** The state for a document that begins; a conversation that it should open is named once. */
  takeViewState(): ViewState {
    const state = currentViewState(this.place, this.#wantedConversation);
    this.#wantedConversation = null;
    return state;
  }

  setShown(shown: Shown): void {
    this.#shown = shown;
    this.#changed.fire(this);
  }

  setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning;
    this.#changed.fire(this);
  }

  /** VS Code takes a hidden webview's document away; it comes back as a new one. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    if (!isVisible) {
      this.#watch.forget();
      this.#bridge.documentGone();
      if (this.#isRunning) void this.#followEnd();
    }
    this.#changed.fire(this);
  }

  dispose(): void {
    this.#ended.abort();
    this.#bridge.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #load(): void {
    const { webview, extensionUri } = this.#options;
    const uriOf = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
    webview.html = renderChatHtml({
      cspSource: webview.cspSource,
      scriptUri: uriOf('chat.js'),
      styleUri: uriOf('chat.css'),
      language: vscode.env.language,
    });
  }

  /** While no document is there to say it, the host says when the answer has ended. */
  async #followEnd(): Promise<void> {
    const { conversationId } = this.#shown;
    const { fetch, log } = this.#options;
    try {
      if (conversationId !== null) await followRun(createClient(fetch), conversationId, this.#ended.signal);
      if (!this.#isVisible) this.#finishedHidden.fire();
    } catch (cause) {
      if (this.#ended.signal.aborted) return;
      log.write('warn', 'run_not_followed', { message: toConductorError(cause).message });
    }
    this.setRunning(false);
  }

  #checkSilence(): void {
    if (!this.#isVisible || !this.#watch.check(performance.now())) return;
    this.#options.log.write('warn', 'webview_silent_reloaded', { place: this.place });
    this.#bridge.documentGone();
    if (this.#isRunning) void this.#followEnd();
    this.#load();
  }
}
