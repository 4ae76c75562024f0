import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/agents/client/client.ts';
import type { EditorAction } from '../../../src/agents/protocol/editor-bridge.ts';
import type { ChatSurface } from '../../../src/extension/chat/chat-surface.ts';
import type { ConductorApi } from '../../../src/extension/main.ts';
import type { Services } from '../../../src/extension/services.ts';

export const extensionId = 'conductor.conductor';

/** The extension as this window runs it. */
export function conductor(): vscode.Extension<ConductorApi> {
  const extension = vscode.extensions.getExtension<ConductorApi>(extensionId);
  assert.ok(extension, 'the extension is not installed');
  return extension;
}

export async function api(): Promise<ConductorApi> {
  return conductor().activate();
}

/** The inside of this window. */
export async function services(): Promise<Services> {
  const inside = (await api()).services;
  assert.ok(inside, 'the extension host is not in test mode');
  return inside;
}

export async function client(): Promise<Client> {
  return (await (await services()).hostLink.get()).client;
}

/** Waits until `look` finds something. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  timeoutMs = 20_000,
): Promise<Exclude<T, false | null | undefined>> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as Exclude<T, false | null | undefined>;
    if (performance.now() > endMs) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The chat in the side bar, listening. */
export async function openChat(): Promise<ChatSurface> {
  await vscode.commands.executeCommand('conductor.focusChat');
  const { surfaces } = await services();
  return until('the chat in the side bar', () =>
    surfaces.all.find(({ place, isReady }) => place === 'sidebar' && isReady),
  );
}

/** Does what a webview would ask of its editor. */
export async function act(action: EditorAction): Promise<unknown> {
  return (await services()).act(action, await openChat());
}

/** A file of the workspace as text, in an editor of its own. */
export async function openFile(path: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  return vscode.window.showTextDocument(document, { preview: false });
}

let textCount = 0;

/** A document that is not saved, under a name of its own: the editor gives a closed one's name to the next. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  textCount += 1;
  const uri = vscode.Uri.from({ scheme: 'untitled', path: `text-${textCount}.ts` });
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  return editor;
}

/** Closes everything; what was not saved is thrown away. */
export async function closeEditors(): Promise<void> {
  const isDirty = (): boolean => vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty === true;
  await vscode.window.tabGroups.close(
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter((tab) => !tab.isDirty)),
  );
  while (isDirty()) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
