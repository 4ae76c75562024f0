import * as vscode from 'vscode';
import { findWorkspacePlace } from '../host-link/workspace-paths.ts';

/** Opens a file of the workspace at a 1-based line. False: it is not there, and the person was told. */
export async function openFile(place: string, line?: number): Promise<boolean> {
  const uri = await findWorkspacePlace(place);
  if (uri === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} is not in this workspace.', place.slice(0, 200)));
    return false;
  }
  const position = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  const selection = line === undefined ? {} : { selection: new vscode.Range(position, position) };
  await vscode.commands.executeCommand('vscode.open', uri, { preview: true, ...selection });
  return true;
}

const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Opens a link outside of the editor; nothing but web and mail addresses. */
export async function openLink(link: string): Promise<boolean> {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined || !allowedProtocols.has(url.protocol)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Only web and mail links can be opened.'));
    return false;
  }
  return vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}
