import * as vscode from 'vscode';

const symbolsTimeoutMs = 2_000;
/** Characters; a longer file is not meant as a whole by someone who selected nothing. */
const mostWholeFile = 60_000;

const worthAsking: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
  vscode.SymbolKind.Property,
]);

/** Waits for a language's own answer no longer than a person would. */
async function askForSymbols(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[]> {
  const asked = vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >('vscode.executeDocumentSymbolProvider', uri);
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), symbolsTimeoutMs);
  });
  const symbols = (await Promise.race([asked, late])) ?? [];
  return symbols.filter((symbol): symbol is vscode.DocumentSymbol => 'children' in symbol);
}

function innermost(symbols: readonly vscode.DocumentSymbol[], at: vscode.Position): vscode.DocumentSymbol | undefined {
  const around = symbols.find((symbol) => symbol.range.contains(at));
  if (around === undefined) return undefined;
  const deeper = innermost(around.children, at);
  if (deeper !== undefined) return deeper;
  return worthAsking.has(around.kind) && !around.range.isSingleLine ? around : undefined;
}

function wholeLines(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  return new vscode.Range(range.start.with({ character: 0 }), document.lineAt(range.end.line).range.end);
}

/**
 * What a person means by “this” in an editor: what is selected; else the function or class around the cursor; else the
 * first one that can be seen; else the whole file, or of a large one what can be seen.
 */
export async function findSubject(editor: vscode.TextEditor): Promise<vscode.Range> {
  const { document, selection } = editor;
  if (!selection.isEmpty) return selection;
  const symbols = await askForSymbols(document.uri);
  const seen = editor.visibleRanges[0];
  const around = innermost(symbols, selection.active);
  const visible = symbols.find((symbol) => worthAsking.has(symbol.kind) && seen?.contains(symbol.range));
  const symbol = around ?? visible;
  if (symbol !== undefined) return wholeLines(document, symbol.range);
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  if (seen === undefined || document.getText().length <= mostWholeFile) return whole;
  return wholeLines(document, seen);
}
