import * as vscode from 'vscode';
import type { CommandId } from '../commands/command-ids.ts';
import type { CodeTarget } from './compose-about-code.ts';

const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];
const refactor = vscode.CodeActionKind.Refactor.append('conductor');
const quickFix = vscode.CodeActionKind.QuickFix.append('conductor');

function toAction(
  title: string,
  kind: vscode.CodeActionKind,
  command: CommandId,
  target: CodeTarget,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = { title, command, arguments: [target] };
  return action;
}

function onSelection(uri: vscode.Uri, range: vscode.Range): vscode.CodeAction[] {
  const target = { uri, range };
  return [
    toAction(vscode.l10n.t('Explain with Conductor'), refactor.append('explain'), 'conductor.explain', target),
    toAction(vscode.l10n.t('Improve with Conductor'), refactor.append('improve'), 'conductor.improve', target),
    toAction(vscode.l10n.t('Write tests with Conductor'), refactor.append('tests'), 'conductor.writeTests', target),
    toAction(vscode.l10n.t('Document with Conductor'), refactor.append('document'), 'conductor.document', target),
  ];
}

function onProblems(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const lines = diagnostics.reduce((all, { range: own }) => all.union(own), range);
  const whole = new vscode.Range(lines.start.line, 0, lines.end.line, document.lineAt(lines.end.line).text.length);
  const target = { uri: document.uri, range: whole, diagnostics };
  const action = toAction(vscode.l10n.t('Fix with Conductor'), quickFix, 'conductor.fix', target);
  action.diagnostics = [...diagnostics];
  return action;
}

/** Conductor behind the light bulb: on a selection, and on problems. */
export function registerCodeActions(): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, range, { diagnostics, only }) {
      const actions = [
        ...(range.isEmpty ? [] : onSelection(document.uri, range)),
        ...(diagnostics.length === 0 ? [] : [onProblems(document, range, diagnostics)]),
      ];
      return actions.filter(({ kind }) => only === undefined || (kind !== undefined && only.contains(kind)));
    },
  };
  return vscode.languages.registerCodeActionsProvider(
    schemes.map((scheme) => ({ scheme })),
    provider,
    { providedCodeActionKinds: [refactor, quickFix] },
  );
}
