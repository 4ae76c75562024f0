import { lastLine, lineAt, linesBetween, type Source } from '../source/source.ts';
import type { CodeSymbol, Outline } from '../source/symbol.ts';

/** A stretch of lines that is read as one: a function, a section, or what stands between. */
export interface Passage {
  readonly startLine: number;
  readonly endLine: number;
  /** What it is called; null where it has no name of its own. */
  readonly title: string | null;
  readonly container: string | null;
}

const longestPassage = 70;
const windowLines = 40;

/** Cuts a text at its symbols; long ones at the symbols in them, else into windows. Every line is in one passage. */
export function splitPassages(source: Source, outline: Outline): Passage[] {
  const passages: Passage[] = [];
  const tops = outermost(outline.symbols);
  let line = source.firstLine;
  for (const symbol of tops) {
    const start = Math.max(line, docStart(source, symbol));
    if (start > line) addGap(source, passages, line, start - 1);
    addSymbol({ passages, symbols: outline.symbols, source }, symbol, start);
    line = Math.max(line, symbol.endLine + 1);
  }
  if (line <= lastLine(source)) addGap(source, passages, line, lastLine(source));
  return joinSmall(passages);
}

function outermost(symbols: readonly CodeSymbol[]): CodeSymbol[] {
  let behind = 0;
  return symbols.filter((symbol) => {
    if (symbol.line <= behind) return false;
    behind = symbol.endLine;
    return true;
  });
}

/** The line on which the comment above a symbol begins. */
export function docStart(source: Source, symbol: CodeSymbol): number {
  if (symbol.doc === null) return symbol.line;
  let line = symbol.line;
  for (let at = source.comments.length - 1; at >= 0; at -= 1) {
    const comment = source.comments[at];
    if (comment === undefined || comment.start >= symbol.start) continue;
    if (lineAt(source, Math.max(comment.start, comment.end - 1)) !== line - 1) break;
    line = lineAt(source, comment.start);
  }
  return line;
}

interface Splitting {
  readonly source: Source;
  readonly symbols: readonly CodeSymbol[];
  readonly passages: Passage[];
}

function addSymbol({ source, symbols, passages }: Splitting, symbol: CodeSymbol, start: number): void {
  const { name, container } = symbol;
  if (symbol.endLine - start < longestPassage) {
    passages.push({ startLine: start, endLine: symbol.endLine, title: name, container });
    return;
  }
  const inner = outermost(
    symbols.filter((other) => other !== symbol && other.start > symbol.start && other.end <= symbol.end),
  );
  let line = start;
  for (const part of inner) {
    const partStart = Math.max(line, docStart(source, part));
    if (partStart > line) addWindows(passages, { startLine: line, endLine: partStart - 1, title: name, container });
    addWindows(passages, { startLine: partStart, endLine: part.endLine, title: part.name, container: part.container });
    line = Math.max(line, part.endLine + 1);
  }
  if (line <= symbol.endLine)
    addWindows(passages, { startLine: line, endLine: symbol.endLine, title: name, container });
}

function addWindows(passages: Passage[], whole: Passage): void {
  for (let line = whole.startLine; line <= whole.endLine; line += windowLines) {
    passages.push({ ...whole, startLine: line, endLine: Math.min(whole.endLine, line + windowLines - 1) });
  }
}

function addGap(source: Source, passages: Passage[], startLine: number, endLine: number): void {
  if (linesBetween(source, startLine, endLine).trim() === '') return;
  addWindows(passages, { startLine, endLine, title: null, container: null });
}

/** One-line constants and types that stand together are one passage. */
function joinSmall(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  for (const passage of passages) {
    const last = joined.at(-1);
    const size = passage.endLine - passage.startLine;
    if (
      last !== undefined &&
      size < 3 &&
      last.endLine - last.startLine + size < 8 &&
      passage.startLine - last.endLine <= 2
    ) {
      const title = [last.title, passage.title].filter((name) => name !== null).join(' ');
      joined[joined.length - 1] = { ...last, endLine: passage.endLine, title: title === '' ? null : title };
    } else joined.push(passage);
  }
  return joined;
}
