import type { AsyncLocalStorage } from 'node:async_hooks';
import type * as vscode from 'vscode';
import type { Log } from '../agents/core/ports.ts';
import type { WorkspaceList } from './actions/workspace-list.ts';
import type { EditorAction } from '../agents/protocol/editor-bridge.ts';
import type { ChatSurface } from './chat/chat-surface.ts';
import type { ChatSurfaces } from './chat/chat-surfaces.ts';
import type { LastEditor } from './editor/last-editor.ts';
import type { Proposals } from './editor/proposals.ts';
import type { SelectionMemory } from './editor/selection-memory.ts';
import type { HostLink } from './host-link/host-link.ts';
import type { Keys } from './host-link/keys.ts';

/** What the contributions of one window share. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly channel: vscode.LogOutputChannel;
  readonly log: Log;
  readonly dataFolder: vscode.Uri;
  readonly keys: Keys;
  readonly hostLink: HostLink;
  readonly surfaces: ChatSurfaces;
  readonly editors: LastEditor;
  readonly selections: SelectionMemory;
  readonly proposals: Proposals;
  readonly files: WorkspaceList;
  /** Holds true in everything that the editor's question for our models sets going. */
  readonly editorAsks: AsyncLocalStorage<boolean>;
  /** Does what a chat asks of its editor. */
  readonly act: (action: EditorAction, surface: ChatSurface) => Promise<unknown>;
}
