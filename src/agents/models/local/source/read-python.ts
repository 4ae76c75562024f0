import type { Span } from './scan-source.ts';
import type { Source } from './source.ts';
import type { FunctionShape, Statement, StatementKind } from './statement.ts';
import { findInside, insidePair, skipBlank, trimSpan, wordAt } from './walk-code.ts';

/** A line of Python with what its brackets and backslashes continue. */
interface LogicalLine extends Span {
  readonly indent: number;
}

function readLines(source: Source, span: Span): LogicalLine[] {
  const { code } = source;
  const lines: LogicalLine[] = [];
  let at = span.start;
  while (at < span.end) {
    const start = skipBlank(code, at, span.end);
    if (start >= span.end) break;
    let lineStart = start;
    while (lineStart > 0 && code.charAt(lineStart - 1) !== '\n') lineStart -= 1;
    const end = endOfLine(source, start, span.end);
    lines.push({ start, end, indent: start - lineStart });
    at = end + 1;
  }
  return lines;
}

function endOfLine(source: Source, at: number, limit: number): number {
  const { code } = source;
  for (let index = at; index < limit; index += 1) {
    const character = code.charAt(index);
    if (character === '\n' && code.charAt(index - 1) !== '\\') return index;
    if ('([{'.includes(character)) index = Math.min(limit, source.pairs.get(index) ?? index);
  }
  return limit;
}

const kinds: Readonly<Record<string, StatementKind>> = {
  if: 'if',
  elif: 'else',
  else: 'else',
  for: 'loop',
  while: 'loop',
  try: 'try',
  except: 'catch',
  finally: 'finally',
  with: 'with',
  match: 'switch',
  case: 'case',
  def: 'function',
  class: 'class',
  return: 'return',
  raise: 'throw',
  break: 'jump',
  continue: 'jump',
  pass: 'jump',
  import: 'import',
  from: 'import',
};

/** The statements of a Python block; blocks are told by indentation. */
export function readPythonStatements(source: Source, span: Span): Statement[] {
  const lines = readLines(source, span);
  const statements: Statement[] = [];
  let index = 0;
  let decoratedFrom: number | null = null;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    if (source.code.charAt(line.start) === '@') {
      decoratedFrom ??= line.start;
      index += 1;
      continue;
    }
    let next = index + 1;
    while (next < lines.length && (lines[next]?.indent ?? 0) > line.indent) next += 1;
    const blockEnd = lines[next - 1]?.end ?? line.end;
    const statement = readLine(source, line, blockEnd);
    statements.push(decoratedFrom === null ? statement : { ...statement, start: decoratedFrom });
    decoratedFrom = null;
    index = statement.body === null ? index + 1 : next;
  }
  return statements;
}

function readLine(source: Source, line: LogicalLine, blockEnd: number): Statement {
  const { code } = source;
  const first = wordAt(code, line.start);
  const isAsync = first === 'async';
  const wordStart = isAsync ? skipBlank(code, line.start + 5, line.end) : line.start;
  const keyword = isAsync ? wordAt(code, wordStart) : first;
  const kind = Object.hasOwn(kinds, keyword) ? kinds[keyword] : undefined;
  const colon = findColon(source, wordStart + keyword.length, line.end);
  const isCompound = kind !== undefined && !['return', 'throw', 'jump', 'import'].includes(kind) && colon !== null;
  const base = { start: line.start, keyword, isExported: false, shape: null };
  if (kind === undefined || (!isCompound && !['return', 'throw', 'jump', 'import'].includes(kind))) {
    return { ...base, ...readAssignment(source, line) };
  }
  const head = trimSpan(source, { start: wordStart + keyword.length, end: isCompound ? colon : line.end });
  if (!isCompound) return { ...base, kind, end: line.end, head, body: null, name: '' };
  const body = trimSpan(source, { start: colon + 1, end: Math.max(line.end, blockEnd) });
  const name = kind === 'function' || kind === 'class' ? wordAt(code, head.start) : '';
  const shape = kind === 'function' ? toShape(source, { head, body, name, isAsync }) : null;
  return { ...base, kind, end: body.end, head, body, name, shape, isExported: name !== '' && !name.startsWith('_') };
}

function readAssignment(source: Source, line: LogicalLine): Pick<Statement, 'kind' | 'end' | 'head' | 'body' | 'name'> {
  const match = /^([A-Za-z_][\w, ]*?)\s*(?::[^=\n]{1,200})?=(?!=)/.exec(
    source.code.slice(line.start, line.start + 400),
  );
  const headStart = match === null ? line.start : skipBlank(source.code, line.start + match[0].length, line.end);
  return {
    kind: match === null ? 'expression' : 'declare',
    end: line.end,
    head: trimSpan(source, { start: headStart, end: line.end }),
    body: null,
    name: match?.[1] ?? '',
  };
}

function findColon(source: Source, at: number, limit: number): number | null {
  const { code } = source;
  for (let index = at; index < limit; index += 1) {
    const character = code.charAt(index);
    if ('([{'.includes(character)) index = Math.min(limit, source.pairs.get(index) ?? index);
    else if (character === ':' && code.charAt(index + 1) !== '=') return index;
  }
  return null;
}

function toShape(source: Source, options: { head: Span; body: Span; name: string; isAsync: boolean }): FunctionShape {
  const { head, body, name, isAsync } = options;
  const open = findInside(source.code, '(', { start: head.start, end: head.end });
  const hasParameters = open >= 0 && open < head.end;
  const parameters = hasParameters ? insidePair(source, open, head.end) : { start: head.end, end: head.end };
  const arrow = findInside(source.code, '->', { start: parameters.end, end: head.end });
  const returns = arrow >= 0 && arrow < head.end ? trimSpan(source, { start: arrow + 2, end: head.end }) : null;
  const isGenerator = /\byield\b/.test(source.code.slice(body.start, body.end));
  return { name, parameters, returns, body, isExpression: false, isAsync, isGenerator };
}
