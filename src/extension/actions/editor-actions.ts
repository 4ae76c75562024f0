import * as vscode from 'vscode';
import type { EditorAction, EditorActionResults } from '../../agents/protocol/editor-bridge.ts';
import type { ChatSurface } from '../chat/chat-surface.ts';
import { openChatTab } from '../chat/chat-tab.ts';
import { toSelectionItem } from '../editor/context-items.ts';
import type { Services } from '../services.ts';
import { askForKey } from './ask-for-key.ts';
import { attachFile, pickFiles, saveText } from './files.ts';
import { openFile, openLink } from './open-place.ts';
import { pickModel } from './pick-model.ts';
import { insertAtCursor, openAsTab, proposeReplacement } from './use-code.ts';

type Name = EditorAction['name'];
type ActionOf<N extends Name> = Extract<EditorAction, { name: N }>;

type ActionTable = {
  readonly [N in Name]: (
    action: ActionOf<N>,
    services: Services,
    surface: ChatSurface,
  ) => Promise<EditorActionResults[N]>;
};

async function attachSelection({ editors, selections }: Services): Promise<EditorActionResults['attachSelection']> {
  const editor = editors.current;
  if (editor === undefined || editor.selection.isEmpty) return null;
  selections.remember(editor.document, editor.selection);
  return Promise.resolve(toSelectionItem(editor.document, editor.selection));
}

/** What each action of a webview does. */
const actionTable: ActionTable = {
  getViewState: (_, __, surface) => Promise.resolve(surface.takeViewState()),
  copyText: async ({ text }) => {
    await vscode.env.clipboard.writeText(text);
    return null;
  },
  insertAtCursor: ({ text }, { editors }) => insertAtCursor(editors, text),
  replaceSelection: ({ text }, { selections, proposals }) => proposeReplacement(selections, proposals, text),
  openAsTab: async ({ text, languageId }) => {
    await openAsTab(text, languageId);
    return null;
  },
  openFile: ({ path, line }) => openFile(path, line),
  openLink: ({ url }) => openLink(url),
  askForKey: ({ provider }, { keys }) => askForKey(keys, provider),
  openSettings: async ({ query }) => {
    await vscode.commands.executeCommand('workbench.action.openSettings', query);
    return null;
  },
  openChatAsTab: ({ conversationId }, { surfaces, context }) => {
    openChatTab(surfaces, context.extensionUri, conversationId);
    return Promise.resolve(null);
  },
  pickModel: async ({ current }, { hostLink, keys }) =>
    pickModel({ client: (await hostLink.get()).client, keys, current }),
  findFiles: ({ query }, { files }) => files.find(query),
  attachFile: ({ path }) => attachFile(path),
  pickFiles: () => pickFiles(),
  attachSelection: (_, services) => attachSelection(services),
  confirm: async ({ message, confirmLabel }) =>
    (await vscode.window.showWarningMessage(message, { modal: true }, confirmLabel)) === confirmLabel,
  showing: ({ conversationId, title }, _, surface) => {
    surface.setShown({ conversationId, title });
    return Promise.resolve(null);
  },
  runState: ({ running }, _, surface) => {
    surface.setRunning(running);
    return Promise.resolve(null);
  },
  saveText: ({ fileName, text }) => saveText(fileName, text),
  reloadWindow: async () => {
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
    return null;
  },
};

/** Does what a webview asked of its editor. */
export function runEditorAction<N extends Name>(
  action: ActionOf<N>,
  services: Services,
  surface: ChatSurface,
): Promise<EditorActionResults[N]> {
  const run = actionTable[action.name];
  return run(action, services, surface);
}
