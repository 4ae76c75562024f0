import * as vscode from 'vscode';
import { chatViewId, type ChatSurfaces } from './chat-surfaces.ts';

/** The chat in the side bar. An answer that ends while it is hidden leaves a quiet mark on the icon. */
export function registerChatView(surfaces: ChatSurfaces): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(chatViewId, {
    resolveWebviewView(view) {
      const surface = surfaces.add({ place: 'sidebar', webview: view.webview, reveal: () => view.show(true) });
      surface.onDidChange(() => {
        if (surface.isVisible) view.badge = undefined;
      });
      surface.onDidFinishHidden(() => {
        view.badge = { value: 1, tooltip: vscode.l10n.t('An answer is ready') };
      });
      view.onDidChangeVisibility(() => {
        surface.setVisible(view.visible);
        if (view.visible) surfaces.use(surface);
      });
      view.onDidDispose(() => surfaces.remove(surface));
    },
  });
}
