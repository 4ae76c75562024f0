import path from 'node:path';
import * as vscode from 'vscode';
import { replacementFor } from '../actions/indent-text.ts';
import { TrackedStretch } from './tracked-stretch.ts';

const scheme = 'conductor-proposal';

/** A replacement that waits for the person's word, shown as a difference. */
interface Proposal {
  readonly uri: vscode.Uri;
  readonly code: string;
  readonly stretch: TrackedStretch;
}

function eolOf(document: vscode.TextDocument): string {
  return document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
}

function replacementIn(document: vscode.TextDocument, { code, stretch }: Proposal): [vscode.Range, string] {
  const range = stretch.rangeIn(document);
  const { text: line } = document.lineAt(range.start.line);
  const place = { line, character: range.start.character, eol: eolOf(document) };
  return [range, replacementFor(code, document.getText(range), place)];
}

function isTabOf(tab: vscode.Tab, uri: vscode.Uri): boolean {
  return tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === uri.toString();
}

/**
 * Replacements as differences in the editor: the file on the left, the file with the replacement on the right. Nothing
 * is written before it is accepted, and the right side follows what is edited on the left meanwhile.
 */
export class Proposals implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #open = new Map<string, Proposal>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposables: readonly { dispose(): unknown }[];
  #count = 0;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const proposal of [...this.#open.values()]) {
          if (closed.some((tab) => isTabOf(tab, proposal.uri)) && !this.#isShown(proposal)) this.#forget(proposal);
        }
      }),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const proposal = this.#open.get(uri.toString());
    if (proposal === undefined) return vscode.l10n.t('This proposal is no longer there. Ask for it again in the chat.');
    const document = await vscode.workspace.openTextDocument(proposal.stretch.uri);
    const [range, text] = replacementIn(document, proposal);
    const whole = document.getText();
    return whole.slice(0, document.offsetAt(range.start)) + text + whole.slice(document.offsetAt(range.end));
  }

  /** Shows what a stretch of a document would become. */
  async show(document: vscode.TextDocument, range: vscode.Range, code: string): Promise<vscode.Uri> {
    this.#count += 1;
    const name = path.posix.basename(document.uri.path);
    const uri = vscode.Uri.from({ scheme, path: `/${this.#count}/${name}` });
    const stretch = new TrackedStretch(document, range);
    const proposal: Proposal = { uri, code, stretch };
    this.#open.set(uri.toString(), proposal);
    stretch.onDidChange(() => this.#changed.fire(uri));
    const title = vscode.l10n.t('{0} (proposed by Conductor)', name);
    const selection = new vscode.Range(range.start, range.start);
    await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title, { selection, preview: false });
    return uri;
  }

  /** Writes a proposal into its file, as one step that can be undone; asks first when the place was changed meanwhile. */
  async accept(uri?: vscode.Uri): Promise<boolean> {
    const proposal = this.#find(uri);
    if (proposal === undefined) return false;
    if (proposal.stretch.isTouched && !(await this.#confirmTouched(proposal))) return false;
    const document = await vscode.workspace.openTextDocument(proposal.stretch.uri);
    const [range, text] = replacementIn(document, proposal);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, text);
    const start = document.offsetAt(range.start);
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showErrorMessage(vscode.l10n.t('The file could not be changed. It may be read-only.'));
      return false;
    }
    await this.#close(proposal);
    const written = new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(written.start, written.end);
    editor.revealRange(written, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  /** Closes a proposal; its file stays as it is. */
  async reject(uri?: vscode.Uri): Promise<void> {
    const proposal = this.#find(uri);
    if (proposal !== undefined) await this.#close(proposal);
  }

  dispose(): void {
    for (const proposal of [...this.#open.values()]) this.#forget(proposal);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The one that is named, else the one in the active tab. */
  #find(uri: vscode.Uri | undefined): Proposal | undefined {
    const named = uri === undefined ? undefined : this.#open.get(uri.toString());
    if (named !== undefined) return named;
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    return [...this.#open.values()].find((proposal) => tab !== undefined && isTabOf(tab, proposal.uri));
  }

  async #confirmTouched({ stretch }: Proposal): Promise<boolean> {
    const replace = vscode.l10n.t('Replace Anyway');
    const picked = await vscode.window.showWarningMessage(
      vscode.l10n.t('The code in this place was changed after the proposal was made.'),
      { modal: true, detail: vscode.l10n.t('The difference shows what would be replaced now.') },
      replace,
    );
    if (picked === replace) stretch.accept();
    return picked === replace;
  }

  #tabsOf(proposal: Proposal): vscode.Tab[] {
    return vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => isTabOf(tab, proposal.uri)));
  }

  #isShown(proposal: Proposal): boolean {
    return this.#tabsOf(proposal).length > 0;
  }

  async #close(proposal: Proposal): Promise<void> {
    this.#forget(proposal);
    await vscode.window.tabGroups.close(this.#tabsOf(proposal));
  }

  #forget(proposal: Proposal): void {
    proposal.stretch.dispose();
    this.#open.delete(proposal.uri.toString());
  }
}
