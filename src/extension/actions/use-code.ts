import * as vscode from 'vscode';
import type { LastEditor } from '../editor/last-editor.ts';
import type { Proposals } from '../editor/proposals.ts';
import type { SelectionMemory } from '../editor/selection-memory.ts';
import { insertionAt } from './indent-text.ts';
import { toLanguageId } from './language-of.ts';

/** Puts code in at the cursor of the last editor, as one step that can be undone. False: the person was told why not. */
export async function insertAtCursor(editors: LastEditor, code: string): Promise<boolean> {
  const editor = editors.current;
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file and put the cursor where the code should go.'),
    );
    return false;
  }
  const { document, selection } = editor;
  const at = selection.active;
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const { startCharacter, endCharacter, text } = insertionAt(code, {
    line: document.lineAt(at.line).text,
    character: at.character,
    eol,
  });
  const range = new vscode.Range(at.line, startCharacter, at.line, endCharacter);
  const start = document.offsetAt(range.start);
  const done = await editor.edit((edit) => edit.replace(range, text), { undoStopBefore: true, undoStopAfter: true });
  if (!done) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The file could not be changed. It may be read-only.'));
    return false;
  }
  const end = document.positionAt(start + text.length);
  const shown = await vscode.window.showTextDocument(document, editor.viewColumn);
  shown.selection = new vscode.Selection(end, end);
  shown.revealRange(new vscode.Range(range.start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** Shows what the selection would become. False: nothing is selected, and the person was told. */
export async function proposeReplacement(
  selections: SelectionMemory,
  proposals: Proposals,
  code: string,
): Promise<boolean> {
  const found = await selections.current();
  if (found === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Select the code that should be replaced.'));
    return false;
  }
  await proposals.show(found.document, found.range, code);
  return true;
}

/** Opens code as a document of its own that is not saved. */
export async function openAsTab(code: string, named: string): Promise<void> {
  const language = toLanguageId(named, await vscode.languages.getLanguages());
  const document = await vscode.workspace.openTextDocument({ language, content: code });
  await vscode.window.showTextDocument(document, { preview: false });
}
