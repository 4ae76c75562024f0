import * as vscode from 'vscode';
import { shiftRange, type Stretch } from '../actions/shift-range.ts';

/** A stretch of a document that moves along when the document is edited. */
export class TrackedStretch implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly #listener: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<void>();
  #stretch: Stretch;
  #isTouched = false;

  /** The document changed, here or elsewhere. */
  readonly onDidChange = this.#changed.event;

  constructor(document: vscode.TextDocument, range: vscode.Range) {
    this.uri = document.uri;
    this.#stretch = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    this.#listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() === this.uri.toString()) this.#follow(event.contentChanges);
    });
  }

  /** True when something inside it was changed since it was last looked at. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  rangeIn(document: vscode.TextDocument): vscode.Range {
    return new vscode.Range(document.positionAt(this.#stretch.start), document.positionAt(this.#stretch.end));
  }

  /** From now on only further changes count. */
  accept(): void {
    this.#isTouched = false;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #follow(changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    if (changes.length === 0) return;
    // Offsets of one event are those of the text before it, so the last change in the text comes first.
    for (const change of changes.toSorted((a, b) => b.rangeOffset - a.rangeOffset)) {
      const { start, end, touched } = shiftRange(this.#stretch, {
        start: change.rangeOffset,
        length: change.rangeLength,
        textLength: change.text.length,
      });
      this.#stretch = { start, end };
      this.#isTouched ||= touched;
    }
    this.#changed.fire();
  }
}
