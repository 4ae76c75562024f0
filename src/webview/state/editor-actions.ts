import type { EditorAction, EditorActionResults, FoundFile } from '../../agents/protocol/editor-bridge.ts';
import type { ProviderId } from '../../agents/protocol/model.ts';
import type { EditorBridge } from '../bridge/editor-bridge.ts';
import type { Composer } from './composer.ts';
import { toShownFailure } from './failure.ts';
import type { Models } from './models.ts';
import { t } from './translate.ts';
import type { View } from './view.ts';

export type CodeAction = 'copy' | 'insert' | 'replace' | 'open';

/** What only the editor can do, with its failures told to the person. */
export interface EditorActions {
  /** Null where it failed, which the person was told. */
  tell<A extends EditorAction>(action: A): Promise<EditorActionResults[A['name']] | null>;
  onCode(action: CodeAction, code: { readonly text: string; readonly languageId: string }): void;
  onLink(href: string): void;
  copy(text: string): void;
  openFile(path: string, line?: number): void;
  /** True when a key was given; the models are read again then. */
  askForKey(provider: ProviderId): Promise<boolean>;
  findFiles(query: string): Promise<readonly FoundFile[]>;
  attachFile(path: string): Promise<void>;
  attachFromPicker(): Promise<void>;
  attachSelection(): Promise<void>;
  attachOpenEditors(): Promise<void>;
}

export interface EditorActionsOptions {
  readonly bridge: EditorBridge;
  readonly composer: Composer;
  readonly view: View;
  readonly models: Models;
}

/** `src/retry.ts:52`, `src/retry.ts#L52` or a plain path, as models write places in the workspace. */
const placePattern = /^(?<path>[^?#]+?)(?:(?::|#L)(?<line>\d+)(?:[-:,].*)?)?$/;

/** A link as a place in the workspace, or null for one that leads out. */
export function parsePlace(href: string): { readonly path: string; readonly line: number | null } | null {
  const isOutside = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(href) && !href.startsWith('file:');
  if (isOutside || href.startsWith('#')) return null;
  const groups = placePattern.exec(href)?.groups;
  const path = groups?.['path'];
  if (path === undefined) return null;
  const line = Number(groups?.['line'] ?? 0);
  let decoded = path;
  try {
    decoded = href.startsWith('file:') ? path : decodeURIComponent(path);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
  }
  return { path: decoded, line: line >= 1 ? line : null };
}

export function createEditorActions({ bridge, composer, view, models }: EditorActionsOptions): EditorActions {
  const tell = async <A extends EditorAction>(action: A): Promise<EditorActionResults[A['name']] | null> => {
    try {
      return await bridge.act(action);
    } catch (cause) {
      const failure = toShownFailure(cause);
      if (failure !== null) view.say(failure.message, { tone: 'error' });
      return null;
    }
  };
  const attachFile = async (path: string): Promise<void> => {
    const item = await tell({ name: 'attachFile', path });
    if (item !== null) composer.addContext([item]);
    else view.say(t('{path} could not be read.', { path }));
  };
  const openFile = (path: string, line?: number): void =>
    void tell({ name: 'openFile', path, ...(line === undefined ? {} : { line }) });

  return {
    tell,
    onCode(action, { text, languageId }) {
      if (action === 'copy') void tell({ name: 'copyText', text });
      else if (action === 'insert') void tell({ name: 'insertAtCursor', text });
      else if (action === 'replace') void tell({ name: 'replaceSelection', text });
      else void tell({ name: 'openAsTab', text, languageId });
    },
    onLink(href) {
      const place = parsePlace(href);
      if (place === null) void tell({ name: 'openLink', url: href });
      else openFile(place.path, place.line ?? undefined);
    },
    copy: (text) => void tell({ name: 'copyText', text }),
    openFile,
    async askForKey(provider) {
      const given = (await tell({ name: 'askForKey', provider })) === true;
      if (given) await models.load(new AbortController().signal);
      return given;
    },
    findFiles: async (query) => (await tell({ name: 'findFiles', query })) ?? [],
    attachFile,
    async attachFromPicker() {
      composer.addContext((await tell({ name: 'pickFiles' })) ?? []);
      view.focusComposer();
    },
    async attachSelection() {
      const item = await tell({ name: 'attachSelection' });
      if (item !== null) composer.addContext([item]);
      else view.say(t('Nothing is selected in the editor.'));
      view.focusComposer();
    },
    async attachOpenEditors() {
      const files = (await tell({ name: 'findFiles', query: '' })) ?? [];
      const open = files.filter((file) => file.isOpen);
      if (open.length === 0) view.say(t('No files are open.'));
      for (const file of open) await attachFile(file.path);
      view.focusComposer();
    },
  };
}
