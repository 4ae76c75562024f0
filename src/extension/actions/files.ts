import path from 'node:path';
import * as vscode from 'vscode';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import { toFileItem } from '../editor/context-items.ts';
import { findWorkspacePlace } from '../host-link/workspace-paths.ts';

/** A file of the workspace as context; null where it cannot be read. */
export async function attachFile(place: string): Promise<ContextItem | null> {
  const uri = await findWorkspacePlace(place);
  return uri === undefined ? null : toFileItem(uri);
}

/** Files that the person picks, wherever they are. */
export async function pickFiles(): Promise<ContextItem[]> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Attach'),
    ...(folder === undefined ? {} : { defaultUri: folder }),
  });
  const items = await Promise.all((uris ?? []).map(toFileItem));
  if (items.includes(null)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('A file that is no text, or too large, was left out.'));
  }
  return items.filter((item) => item !== null);
}

/** Asks where a text should be kept, and writes it. False: the person thought better of it. */
export async function saveText(fileName: string, text: string): Promise<boolean> {
  // A title may hold what no file name can; a name may not lead elsewhere.
  const name = path.basename(fileName.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '-'));
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
  const uri = await vscode.window.showSaveDialog({ defaultUri });
  if (uri === undefined) return false;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return true;
}
