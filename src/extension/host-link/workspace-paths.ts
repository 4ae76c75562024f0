import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** A file's path as people and models see it: relative to its folder, with the folder's name before it where there are several. */
export function toWorkspacePath(uri: vscode.Uri): string {
  if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return uri.scheme === 'file' ? uri.fsPath : uri.path;
  return vscode.workspace.asRelativePath(uri, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
}

function candidatesFor(relative: string): vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const segments = relative.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0 || segments.includes('..')) return [];
  const [first, ...rest] = segments;
  const named = folders.length > 1 ? folders.filter((folder) => folder.name === first && rest.length > 0) : [];
  return [
    ...named.map((folder) => vscode.Uri.joinPath(folder.uri, ...rest)),
    ...folders.map((folder) => vscode.Uri.joinPath(folder.uri, ...segments)),
  ];
}

/** Follows links on disk: what lies elsewhere is not of the workspace. */
export async function isReallyInside(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return false;
  if (uri.scheme !== 'file') return true;
  try {
    const [file, root] = await Promise.all([realpath(uri.fsPath), realpath(folder.uri.fsPath)]);
    const relative = path.relative(root, file);
    return relative === '' || (!/^\.\.(?:[/\\]|$)/.test(relative) && !path.isAbsolute(relative));
  } catch {
    // It went away: then it lies nowhere.
    return false;
  }
}

async function isFileInside(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0 && (await isReallyInside(uri));
  } catch {
    // Gone, or not to be read: for the one who asks, it is not there.
    return false;
  }
}

/** The file of the workspace that a relative path names, or undefined: nothing outside its folders, no folder. */
export async function findWorkspaceFile(relative: string): Promise<vscode.Uri | undefined> {
  for (const uri of candidatesFor(relative)) {
    if (await isFileInside(uri)) return uri;
  }
  return undefined;
}

function parseUri(text: string): vscode.Uri | undefined {
  // `main.ts:12` is no URI.
  if (!/^(?:[a-z][a-z0-9+.-]+:\/\/|untitled:)/i.test(text)) return undefined;
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}

/** As {@link findWorkspaceFile}, for what is a path or a URI. A document that is open counts, wherever it is. */
export async function findWorkspacePlace(place: string): Promise<vscode.Uri | undefined> {
  const uri = parseUri(place) ?? (path.isAbsolute(place) ? vscode.Uri.file(place) : undefined);
  if (uri === undefined) return findWorkspaceFile(place);
  const open = vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === uri.toString(),
  );
  if (open !== undefined) return open.uri;
  return (await isFileInside(uri)) ? uri : undefined;
}
