import * as vscode from 'vscode';
import type { LastEditor } from './last-editor.ts';
import { TrackedStretch } from './tracked-stretch.ts';

/** The stretch of code that was asked about last, wherever edits have moved it since. */
export class SelectionMemory implements vscode.Disposable {
  readonly #editors: LastEditor;
  #asked: TrackedStretch | undefined;

  constructor(editors: LastEditor) {
    this.#editors = editors;
  }

  remember(document: vscode.TextDocument, range: vscode.Range): void {
    this.#asked?.dispose();
    this.#asked = new TrackedStretch(document, range);
  }

  /** What “the selection” is now: the one that is to be seen, else the one that was asked about. */
  async current(): Promise<{ document: vscode.TextDocument; range: vscode.Range } | undefined> {
    const editor = this.#editors.current;
    if (editor !== undefined && !editor.selection.isEmpty) {
      return { document: editor.document, range: editor.selection };
    }
    const asked = this.#asked;
    if (asked === undefined) return undefined;
    try {
      const document = await vscode.workspace.openTextDocument(asked.uri);
      const range = asked.rangeIn(document);
      return range.isEmpty ? undefined : { document, range };
    } catch {
      // The file went away since: there is nothing to be replaced.
      return undefined;
    }
  }

  dispose(): void {
    this.#asked?.dispose();
  }
}
