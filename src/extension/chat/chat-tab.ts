import * as vscode from 'vscode';
import type { ChatSurfaces } from './chat-surfaces.ts';

export const chatTabType = 'conductor.chatTab';

function adopt(surfaces: ChatSurfaces, panel: vscode.WebviewPanel, conversationId?: string): void {
  const surface = surfaces.add({
    place: 'tab',
    webview: panel.webview,
    conversationId,
    reveal: () => panel.reveal(undefined, false),
  });
  surface.onDidChange(() => {
    panel.title = surface.shown.title === '' ? 'Conductor' : surface.shown.title;
  });
  panel.onDidChangeViewState(() => {
    surface.setVisible(panel.visible);
    if (panel.active) surfaces.use(surface);
  });
  panel.onDidDispose(() => surfaces.remove(surface));
}

function iconOf(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const at = (file: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', file);
  return { light: at('tab-light.svg'), dark: at('tab-dark.svg') };
}

/** Opens the chat as an editor tab. */
export function openChatTab(surfaces: ChatSurfaces, extensionUri: vscode.Uri, conversationId: string | null): void {
  const panel = vscode.window.createWebviewPanel(chatTabType, 'Conductor', vscode.ViewColumn.Active, {
    enableFindWidget: true,
  });
  panel.iconPath = iconOf(extensionUri);
  adopt(surfaces, panel, conversationId ?? undefined);
}

/** Brings chat tabs back after a reload; what they showed is in the state that the webview kept itself. */
export function registerChatTabs(surfaces: ChatSurfaces, extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(chatTabType, {
    deserializeWebviewPanel(panel) {
      panel.iconPath = iconOf(extensionUri);
      adopt(surfaces, panel);
      return Promise.resolve();
    },
  });
}
