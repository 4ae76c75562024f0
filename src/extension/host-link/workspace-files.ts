import * as vscode from 'vscode';
import type { Workspace, WorkspaceFile } from '../../agents/core/ports.ts';
import { createIgnoreCheck, parseIgnoreFile } from './ignore-rules.ts';
import { findWorkspaceFile, isReallyInside, toWorkspacePath } from './workspace-paths.ts';
import { generatedFolders, isWorthReading, looksBinary } from './worth-reading.ts';

const mostIgnoreFiles = 200;
const mostStatsAtOnce = 64;

/** Globs of `files.exclude` and `search.exclude` that are on; those that depend on a sibling are left out. */
function excludedGlobs(folder: vscode.WorkspaceFolder): string[] {
  const configured = ['files.exclude', 'search.exclude'].flatMap((key) => {
    const globs = vscode.workspace.getConfiguration(undefined, folder.uri).get<Record<string, unknown>>(key) ?? {};
    return Object.entries(globs).flatMap(([glob, on]) => (on === true ? [glob] : []));
  });
  return [...new Set([...generatedFolders.map((name) => `**/${name}`), ...configured])];
}

interface SearchOptions {
  readonly folder: vscode.WorkspaceFolder;
  readonly limit: number;
  readonly token: vscode.CancellationToken;
}

async function searchFolder({ folder, limit, token }: SearchOptions): Promise<vscode.Uri[]> {
  const exclude = `{${excludedGlobs(folder).join(',')}}`;
  const find = (glob: string, most: number): Thenable<vscode.Uri[]> =>
    vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), exclude, most, token);
  const base = folder.uri.path.replace(/\/$/, '');
  const below = (uri: vscode.Uri): string => uri.path.slice(base.length + 1);
  const [found, ignoreUris] = await Promise.all([find('**/*', limit * 2), find('**/.gitignore', mostIgnoreFiles)]);
  const ignoreFiles = await Promise.all(
    ignoreUris.map(async (uri) => parseIgnoreFile(parentOf(below(uri)), (await readText(uri, 1_000_000)) ?? '')),
  );
  const isIgnored = createIgnoreCheck(ignoreFiles);
  return withoutLinksOut(found.filter((uri) => isWorthReading(uri.path) && !isIgnored(below(uri))));
}

/** The search follows links; what lies behind one that leads out of the workspace is left out. */
async function withoutLinksOut(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const folderOf = (uri: vscode.Uri): vscode.Uri => uri.with({ path: parentOf(uri.path) });
  const folders = new Map(uris.map((uri) => [parentOf(uri.path), folderOf(uri)]));
  const isInside = new Map(
    await Promise.all([...folders].map(async ([path, folder]) => [path, await isReallyInside(folder)] as const)),
  );
  return uris.filter((uri) => isInside.get(parentOf(uri.path)) === true);
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The files of every folder, nearest to the root first. */
export async function listWorkspaceUris(limit: number, signal: AbortSignal): Promise<vscode.Uri[]> {
  const source = new vscode.CancellationTokenSource();
  const onAbort = (): void => source.cancel();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const perFolder = await Promise.all(folders.map((folder) => searchFolder({ folder, limit, token: source.token })));
    signal.throwIfAborted();
    const depth = (uri: vscode.Uri): number => uri.path.split('/').length;
    return perFolder
      .flatMap((uris) => uris.sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1)))
      .slice(0, limit);
  } finally {
    signal.removeEventListener('abort', onAbort);
    source.dispose();
  }
}

async function toFile(uri: vscode.Uri): Promise<WorkspaceFile | null> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
    return isLink && !(await isReallyInside(uri)) ? null : { path: toWorkspacePath(uri), sizeBytes: size };
  } catch {
    // It went away since it was listed.
    return null;
  }
}

/** The text of a file as the person sees it, unsaved changes included; null where it is gone, binary or too large. */
export async function readText(uri: vscode.Uri, maxBytes: number): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty || open?.isUntitled) {
    const text = open.getText();
    return text.length <= maxBytes ? text : null;
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) return null;
    const bytes = await vscode.workspace.fs.readFile(uri);
    return looksBinary(bytes) ? null : await vscode.workspace.decode(bytes, { uri });
  } catch {
    // Gone, or not to be read: null says so.
    return null;
  }
}

/** The open workspace behind the host's port. It reads only, so it is the same in Restricted Mode. */
export function createWorkspace(): Workspace {
  return {
    get name() {
      return vscode.workspace.workspaceFolders === undefined ? null : (vscode.workspace.name ?? null);
    },
    async listFiles(limit, signal) {
      const uris = await listWorkspaceUris(limit, signal);
      const files: WorkspaceFile[] = [];
      for (let start = 0; start < uris.length; start += mostStatsAtOnce) {
        signal.throwIfAborted();
        const some = await Promise.all(uris.slice(start, start + mostStatsAtOnce).map(toFile));
        files.push(...some.filter((file) => file !== null));
      }
      return files;
    },
    async readFile(path, maxBytes, signal) {
      const uri = await findWorkspaceFile(path);
      signal.throwIfAborted();
      return uri === undefined ? null : await readText(uri, maxBytes);
    },
  };
}
