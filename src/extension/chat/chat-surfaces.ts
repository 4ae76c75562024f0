import * as vscode from 'vscode';
import type { EditorAction, EditorNews } from '../../agents/protocol/editor-bridge.ts';
import type { HostLink } from '../host-link/host-link.ts';
import type { Log } from '../../agents/core/ports.ts';
import { ConductorError } from '../../agents/protocol/conductor-error.ts';
import { ChatSurface, type ChatSurfaceOptions } from './chat-surface.ts';

export const chatViewId = 'conductor.chat';
const viewTimeoutMs = 15_000;

export interface ChatSurfacesOptions {
  readonly extensionUri: vscode.Uri;
  readonly hostLink: HostLink;
  readonly log: Log;
  readonly act: (action: EditorAction, surface: ChatSurface) => Promise<unknown>;
}

type Made = Pick<ChatSurfaceOptions, 'place' | 'webview' | 'reveal' | 'conversationId'>;

/** Every chat of this window, in the side bar and in tabs; knows which one the person used last. */
export class ChatSurfaces implements vscode.Disposable {
  readonly #options: ChatSurfacesOptions;
  readonly #surfaces = new Set<ChatSurface>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly { dispose(): unknown }[];
  #current: ChatSurface | undefined;

  /** A surface came or went, or changed what it shows. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ChatSurfacesOptions) {
    this.#options = options;
    const refresh = (): void => {
      for (const surface of this.#surfaces) surface.tellViewState();
    };
    this.#disposables = [
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('conductor')) refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    ];
  }

  get all(): readonly ChatSurface[] {
    return [...this.#surfaces];
  }

  /** The one that was used last and can be seen, else any that can be seen, else the one in the side bar. */
  get current(): ChatSurface | undefined {
    if (this.#current?.isVisible) return this.#current;
    const { all } = this;
    return all.find((surface) => surface.isVisible) ?? all.find((surface) => surface.place === 'sidebar');
  }

  /** A surface on a webview; it is forgotten when the returned one is disposed by {@link remove}. */
  add(made: Made): ChatSurface {
    const { extensionUri, hostLink, log, act } = this.#options;
    const surface = new ChatSurface({
      ...made,
      extensionUri,
      log,
      act,
      fetch: async (request) => (await hostLink.get()).fetch(request),
    });
    surface.onDidChange(() => this.#changed.fire());
    this.#surfaces.add(surface);
    this.#current = surface;
    this.#changed.fire();
    return surface;
  }

  remove(surface: ChatSurface): void {
    surface.dispose();
    this.#surfaces.delete(surface);
    if (this.#current === surface) this.#current = undefined;
    this.#changed.fire();
  }

  /** The person used this one now. */
  use(surface: ChatSurface): void {
    if (this.#current === surface) return;
    this.#current = surface;
    this.#changed.fire();
  }

  /** Shows a chat, the one in use or the side bar's, and tells it something as soon as it listens. */
  async tellShown(news: EditorNews): Promise<void> {
    (await this.show()).tell(news);
  }

  /** Shows the chat that is in use, else the one in the side bar. */
  async show(): Promise<ChatSurface> {
    const inUse = this.current;
    if (inUse?.isVisible && inUse.place === 'tab') {
      inUse.reveal();
      return inUse;
    }
    const view = this.#viewInSideBar();
    await vscode.commands.executeCommand(`${chatViewId}.focus`);
    return await view;
  }

  dispose(): void {
    for (const surface of this.#surfaces) surface.dispose();
    this.#surfaces.clear();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #viewInSideBar(): Promise<ChatSurface> {
    const find = (): ChatSurface | undefined => this.all.find((surface) => surface.place === 'sidebar');
    const there = find();
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const listener = this.onDidChange(() => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        listener.dispose();
        resolve(found);
      });
      const timer = setTimeout(() => {
        listener.dispose();
        reject(new ConductorError('unavailable', vscode.l10n.t('The chat could not be shown.')));
      }, viewTimeoutMs);
    });
  }
}
