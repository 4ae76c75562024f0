import * as vscode from 'vscode';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import type { Intent } from '../../agents/protocol/message.ts';
import { includesOpenEditors } from '../host-link/settings.ts';
import type { Services } from '../services.ts';
import { toEditorItem, toSelectionItem } from './context-items.ts';
import { findSubject } from './find-subject.ts';

const mostOpenEditors = 10;

/** Code that a command speaks of; without it, what the last editor's cursor is in. */
export interface CodeTarget {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  /** What the editor's languages have to say about it. */
  readonly diagnostics?: readonly vscode.Diagnostic[];
}

function wordsFor(intent: Intent): string {
  switch (intent) {
    case 'ask':
      return '';
    case 'explain':
      return vscode.l10n.t('Explain this code.');
    case 'fix':
      return vscode.l10n.t('Find and fix what is wrong in this code.');
    case 'improve':
      return vscode.l10n.t('Improve this code, and say what you changed and why.');
    case 'tests':
      return vscode.l10n.t('Write tests for this code.');
    case 'document':
      return vscode.l10n.t('Write the documentation for this code.');
  }
}

function describe({ message, range, source, code }: vscode.Diagnostic): string {
  const name = typeof code === 'object' ? code.value : code;
  const from = [source, name].filter((part) => part !== undefined).join(' ');
  const line = vscode.l10n.t('line {0}', range.start.line + 1);
  return `- ${line}: ${message}${from === '' ? '' : ` (${from})`}`;
}

function fixWords(diagnostics: readonly vscode.Diagnostic[]): string {
  return [vscode.l10n.t('Fix these problems:'), ...diagnostics.map(describe)].join('\n');
}

/** The problems that lie in a range, the graver ones first. */
function problemsIn(uri: vscode.Uri, range: vscode.Range): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((problem) => problem.severity <= vscode.DiagnosticSeverity.Warning && range.intersection(problem.range))
    .sort((a, b) => a.severity - b.severity)
    .slice(0, 20);
}

function otherEditors(document: vscode.TextDocument): ContextItem[] {
  if (!includesOpenEditors()) return [];
  const documents = new Set(vscode.window.visibleTextEditors.map((editor) => editor.document));
  return [...documents]
    .filter((other) => other !== document && ['file', 'untitled', document.uri.scheme].includes(other.uri.scheme))
    .slice(0, mostOpenEditors)
    .map(toEditorItem);
}

async function findTarget({ editors }: Services, given: CodeTarget | undefined): Promise<CodeTarget | undefined> {
  if (given !== undefined) return given;
  const editor = editors.current;
  return editor === undefined ? undefined : { uri: editor.document.uri, range: await findSubject(editor) };
}

/**
 * Puts code into the composer of a chat, with its file and lines, and brings the chat to the front. A plain question
 * waits for the person's words; everything else is sent.
 */
export async function composeAboutCode(services: Services, intent: Intent, given?: CodeTarget): Promise<void> {
  const target = await findTarget(services, given);
  if (target === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file and select the code that you mean.'));
    return;
  }
  const document = await vscode.workspace.openTextDocument(target.uri);
  services.selections.remember(document, target.range);
  const problems = target.diagnostics ?? (intent === 'fix' ? problemsIn(target.uri, target.range) : []);
  await services.surfaces.tellShown({
    name: 'compose',
    text: intent === 'fix' && problems.length > 0 ? fixWords(problems) : wordsFor(intent),
    intent,
    context: [toSelectionItem(document, target.range), ...otherEditors(document)],
    send: intent !== 'ask',
    newConversation: false,
  });
}
