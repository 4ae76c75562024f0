import * as vscode from 'vscode';

const ownSchemes: ReadonlySet<string> = new Set(['output', 'conductor-proposal']);

function isForPeople(editor: vscode.TextEditor | undefined): editor is vscode.TextEditor {
  return editor !== undefined && !ownSchemes.has(editor.document.uri.scheme);
}

/** The text editor that the person was in last: a chat that takes the focus does not change it. */
export class LastEditor implements vscode.Disposable {
  readonly #listener: vscode.Disposable;
  #last: vscode.TextEditor | undefined;

  constructor() {
    if (isForPeople(vscode.window.activeTextEditor)) this.#last = vscode.window.activeTextEditor;
    this.#listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (isForPeople(editor)) this.#last = editor;
    });
  }

  /** The last one that is still shown, else any that is shown; undefined without one. */
  get current(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (isForPeople(active)) return active;
    const visible = vscode.window.visibleTextEditors.filter(isForPeople);
    const last = this.#last;
    if (last === undefined) return visible[0];
    return visible.find((editor) => editor === last || editor.document === last.document) ?? visible[0];
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
