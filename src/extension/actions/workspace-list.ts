import * as vscode from 'vscode';
import type { FoundFile } from '../../agents/protocol/editor-bridge.ts';
import { listWorkspaceUris } from '../host-link/workspace-files.ts';
import { toWorkspacePath } from '../host-link/workspace-paths.ts';
import { matchFiles } from './match-files.ts';

const mostListed = 20_000;
const mostFound = 50;
const freshMs = 15_000;

function openPaths(): string[] {
  const uris = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : [])),
  );
  const inside = uris.filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  return [...new Set(inside.map(toWorkspacePath))];
}

/** Finds files of the workspace by what a person types; lists them once for a few seconds of typing. */
export class WorkspaceList {
  #listed: { readonly atMs: number; readonly paths: Promise<string[]> } | undefined;

  async find(query: string): Promise<FoundFile[]> {
    const open = openPaths();
    const isOpen = new Set(open);
    const others = (await this.#list()).filter((path) => !isOpen.has(path));
    return matchFiles([...open, ...others], query, mostFound).map((path) => ({ path, isOpen: isOpen.has(path) }));
  }

  #list(): Promise<string[]> {
    const nowMs = performance.now();
    if (this.#listed !== undefined && nowMs - this.#listed.atMs < freshMs) return this.#listed.paths;
    const paths = listWorkspaceUris(mostListed, new AbortController().signal).then((uris) => uris.map(toWorkspacePath));
    this.#listed = { atMs: nowMs, paths };
    // A listing that failed is not kept.
    paths.catch(() => (this.#listed = undefined));
    return paths;
  }
}
