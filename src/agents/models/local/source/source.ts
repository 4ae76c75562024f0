import { isCode, languageOf, type Language } from './languages.ts';
import { scanSource, type Comment, type Span } from './scan-source.ts';

/** A text that was scanned once; everything that is said about code is read from this. */
export interface Source {
  readonly path: string;
  readonly language: Language;
  /** The number of its first line in its file; more than 1 for a selection. */
  readonly firstLine: number;
  readonly text: string;
  /** The text with comments and the insides of strings blank; see `Scan`. */
  readonly code: string;
  readonly comments: readonly Comment[];
  /** From each opening bracket to its closing one; to the end of the text where that is missing. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly lineStarts: readonly number[];
  /** False for a part of a file: what is not here may still stand elsewhere in it. */
  readonly isWhole: boolean;
  /** What was left out of a text that is too large to look at in one go. */
  readonly leftOutCharacters: number;
}

/** More than this of one text is not looked at: it keeps each look under the time that an editor may be held up. */
export const mostCharacters = 100_000;
/** Of what people did not write only the beginning is looked at. */
const mostUnreadable = 8_000;

export interface SourceOptions {
  readonly path: string;
  readonly text: string;
  readonly languageId?: string;
  readonly firstLine?: number;
  readonly isWhole?: boolean;
}

export function createSource(options: SourceOptions): Source {
  const language = languageOf(options.path, options.languageId);
  const kept = cut(options.text, unreadableReason(options.text) === null ? mostCharacters : mostUnreadable);
  const text = kept.includes('\r') ? kept.replace(/\r\n?/g, '\n') : kept;
  const { code, comments } = scanSource(text, language);
  const leftOutCharacters = options.text.length - kept.length;
  return {
    path: options.path,
    language,
    firstLine: options.firstLine ?? 1,
    text,
    code,
    comments,
    pairs: isCode(language) || language.family === 'json' ? pairBrackets(code) : new Map(),
    lineStarts: findLineStarts(text),
    isWhole: (options.isWhole ?? true) && leftOutCharacters === 0,
    leftOutCharacters,
  };
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const lineEnd = text.lastIndexOf('\n', most);
  return text.slice(0, lineEnd > most / 2 ? lineEnd + 1 : most);
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A closing bracket ends what stands open inside; one that nothing opened is passed over. */
function pairBrackets(code: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: { sign: string; at: number }[] = [];
  const count: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  const bracket = /[()[\]{}]/g;
  for (let match = bracket.exec(code); match !== null; match = bracket.exec(code)) {
    const sign = match[0];
    const opener = openers[sign];
    if (opener === undefined) {
      open.push({ sign, at: match.index });
      count[sign] = (count[sign] ?? 0) + 1;
      continue;
    }
    if ((count[opener] ?? 0) === 0) continue;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      count[last.sign] = (count[last.sign] ?? 1) - 1;
      pairs.set(last.at, match.index);
      if (last.sign === opener) break;
    }
  }
  for (const { at } of open) pairs.set(at, code.length);
  return pairs;
}

/** The line of an offset, as its file counts: the first line is `firstLine`. */
export function lineAt(source: Source, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + source.firstLine;
}

export function lastLine(source: Source): number {
  return source.firstLine + source.lineStarts.length - 1;
}

/** The offset at which a line of the file begins; the text's end for a line behind it. */
export function startOfLine(source: Source, line: number): number {
  return source.lineStarts[Math.max(0, line - source.firstLine)] ?? source.text.length;
}

/** The text of some lines, both included, without the last line break. */
export function linesBetween(source: Source, startLine: number, endLine: number): string {
  return source.text.slice(startOfLine(source, startLine), startOfLine(source, endLine + 1)).replace(/\n$/, '');
}

export function textOf(source: Source, span: Span): string {
  return source.text.slice(span.start, span.end);
}

export function wholeSpan(source: Source): Span {
  return { start: 0, end: source.text.length };
}

/** The indentation of the line that an offset stands on. */
export function indentAt(source: Source, offset: number): string {
  const start = startOfLine(source, lineAt(source, offset));
  let end = start;
  while (source.text.charAt(end) === ' ' || source.text.charAt(end) === '\t') end += 1;
  return source.text.slice(start, end);
}

/** True for what is not written by people: bytes, or code with next to no lines. */
export function unreadableReason(text: string): 'binary' | 'minified' | null {
  const sample = text.slice(0, 8_000);
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const unit = sample.charCodeAt(at);
    if (unit === 0) return 'binary';
    if (unit === 0xfffd || (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13 && unit !== 12)) odd += 1;
  }
  if (odd * 20 > sample.length) return 'binary';
  if (text.length < 2_000) return null;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > 400 ? 'minified' : null;
}
