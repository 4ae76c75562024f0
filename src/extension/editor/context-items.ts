import * as vscode from 'vscode';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import { readText } from '../host-link/workspace-files.ts';
import { toWorkspacePath } from '../host-link/workspace-paths.ts';

/** Characters of a text that travels along; the beginning of a longer one. */
const mostText = 200_000;
const mostFileBytes = 20_000_000;

type Kind = ContextItem['kind'];

function toItem(kind: Kind, document: vscode.TextDocument, range: vscode.Range): ContextItem {
  const whole = document.getText(range);
  const text = whole.slice(0, mostText);
  // A selection that ends before the first sign of a line does not hold that line.
  const isLineEnd = range.end.character === 0 && range.end.line > range.start.line;
  const lastLine = isLineEnd ? range.end.line : range.end.line + 1;
  return {
    kind,
    path: toWorkspacePath(document.uri).slice(0, 1024),
    uri: document.uri.toString().slice(0, 4096),
    languageId: document.languageId.slice(0, 64),
    startLine: range.start.line + 1,
    endLine: text.length < whole.length ? range.start.line + text.split('\n').length : lastLine,
    text,
    truncated: text.length < whole.length,
  };
}

/** A stretch of a document as context. */
export function toSelectionItem(document: vscode.TextDocument, range: vscode.Range): ContextItem {
  return toItem('selection', document, range);
}

function wholeRange(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

/** A document that is open, as context. */
export function toEditorItem(document: vscode.TextDocument): ContextItem {
  return toItem('editor', document, wholeRange(document));
}

/** A file as context; null where it is gone, binary or too large to be read. */
export async function toFileItem(uri: vscode.Uri): Promise<ContextItem | null> {
  const whole = await readText(uri, mostFileBytes);
  if (whole === null) return null;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const text = whole.slice(0, mostText);
  return {
    kind: 'file',
    path: toWorkspacePath(uri).slice(0, 1024),
    uri: uri.toString().slice(0, 4096),
    languageId: (open?.languageId ?? '').slice(0, 64),
    startLine: 1,
    endLine: text.split('\n').length,
    text,
    truncated: text.length < whole.length,
  };
}
