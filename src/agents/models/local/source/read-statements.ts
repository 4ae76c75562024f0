import { readFunctionTail, readFunctionValue } from './read-function.ts';
import { readPythonStatements } from './read-python.ts';
import type { Span } from './scan-source.ts';
import type { Source } from './source.ts';
import type { FunctionShape, Statement, StatementKind } from './statement.ts';
import { behindPair, endOfStatement, insidePair, skipBlank, trimSpan, wordAt } from './walk-code.ts';

/** The statements of a block, in order; what they hold is read by asking again with their body. */
export function readStatements(source: Source, span: Span): Statement[] {
  if (source.language.family === 'python') return readPythonStatements(source, span);
  const statements: Statement[] = [];
  let at = skipBlank(source.code, span.start, span.end);
  while (at < span.end) {
    if (';,)]}'.includes(source.code.charAt(at))) {
      at = skipBlank(source.code, at + 1, span.end);
      continue;
    }
    const statement = readStatement(source, at, span.end);
    statements.push(statement);
    at = skipBlank(source.code, Math.max(statement.end, at + 1), span.end);
  }
  return statements;
}

const compound: Readonly<Record<string, StatementKind>> = {
  if: 'if',
  unless: 'if',
  else: 'else',
  for: 'loop',
  foreach: 'loop',
  while: 'loop',
  loop: 'loop',
  do: 'loop',
  try: 'try',
  catch: 'catch',
  finally: 'finally',
  switch: 'switch',
  match: 'switch',
  select: 'switch',
  synchronized: 'with',
  lock: 'with',
  unsafe: 'with',
};

const simple: Readonly<Record<string, StatementKind>> = {
  return: 'return',
  throw: 'throw',
  panic: 'throw',
  break: 'jump',
  continue: 'jump',
  import: 'import',
  case: 'case',
  default: 'case',
};

function readStatement(source: Source, at: number, limit: number): Statement {
  const { code } = source;
  if (code.charAt(at) === '{') {
    return make('block', at, behindPair(source, at, limit), { body: insidePair(source, at, limit) });
  }
  if (code.charAt(at) === '@') return readDecorated(source, at, limit);
  const keyword = wordAt(code, at);
  if (source.language.family === 'script') {
    const declaration = readDeclaration(source, at, limit);
    if (declaration !== null) return declaration;
  }
  if (Object.hasOwn(compound, keyword) && !isNamedThing(code, at + keyword.length)) {
    return readCompound(source, at, limit, keyword);
  }
  const kind = Object.hasOwn(simple, keyword) ? simple[keyword] : undefined;
  if (kind === 'case') {
    const label = readCase(source, at, limit, keyword);
    if (label !== null) return label;
  } else if (kind !== undefined && !(keyword === 'import' && /^\s*[(.]/.test(code.slice(at + 6, at + 40)))) {
    const end = endOfStatement(source, at, limit);
    const head = valueSpan(source, { start: at + keyword.length, end });
    return make(kind, at, end, { keyword, head });
  }
  return readExpression(source, at, limit, keyword);
}

/** `match` or `loop` may be a name: `match.index`, `loop = 3`, `select(…);`. */
function isNamedThing(code: string, behind: number): boolean {
  return /^\s*(?:[.=,;)\]?]|\+\+|--)/.test(code.slice(behind, behind + 40));
}

interface MakeOptions {
  readonly keyword?: string;
  readonly head?: Span;
  readonly body?: Span | null;
  readonly name?: string;
  readonly isExported?: boolean;
  readonly shape?: FunctionShape | null;
}

export function make(kind: StatementKind, start: number, end: number, options: MakeOptions = {}): Statement {
  return {
    kind,
    start,
    end,
    keyword: options.keyword ?? '',
    head: options.head ?? { start, end },
    body: options.body ?? null,
    name: options.name ?? '',
    isExported: options.isExported ?? false,
    shape: options.shape ?? null,
  };
}

function valueSpan(source: Source, span: Span): Span {
  const trimmed = trimSpan(source, span);
  return source.code.charAt(trimmed.end - 1) === ';' ? trimSpan(source, { ...trimmed, end: trimmed.end - 1 }) : trimmed;
}

function readDecorated(source: Source, at: number, limit: number): Statement {
  const { code } = source;
  let index = at;
  while (code.charAt(index) === '@') {
    const name = /@[\w$.]*/y;
    name.lastIndex = index;
    index = skipBlank(code, index + Math.max(1, name.exec(code)?.[0].length ?? 1), limit);
    if (code.charAt(index) === '(') index = skipBlank(code, behindPair(source, index, limit), limit);
  }
  if (index >= limit) return make('expression', at, limit);
  return { ...readStatement(source, index, limit), start: at };
}

function readCompound(source: Source, at: number, limit: number, keyword: string): Statement {
  const { code } = source;
  let index = skipBlank(code, at + keyword.length, limit);
  let kind = compound[keyword] ?? 'block';
  let isElseIf = false;
  if (keyword === 'else' && wordAt(code, index) === 'if') {
    isElseIf = true;
    index = skipBlank(code, index + 2, limit);
  }
  if (keyword === 'for' && wordAt(code, index) === 'await') index = skipBlank(code, index + 5, limit);
  let head: Span = { start: index, end: index };
  const takesHead = isElseIf || !['else', 'try', 'finally', 'do', 'loop', 'unsafe'].includes(keyword);
  if (takesHead && code.charAt(index) === '(' && source.language.hasParenthesisedHeads) {
    head = trimSpan(source, insidePair(source, index, limit));
    index = skipBlank(code, behindPair(source, index, limit), limit);
  } else if (takesHead || (keyword === 'try' && code.charAt(index) === '(')) {
    const brace = findBrace(source, index, limit);
    head = trimSpan(source, { start: index, end: brace });
    index = brace;
  }
  if (kind === 'catch' && head.end === head.start) kind = 'catch';
  if (code.charAt(index) === '{') {
    const end = behindPair(source, index, limit);
    return make(kind, at, keyword === 'do' ? endOfStatement(source, end, limit) : end, {
      keyword,
      head: keyword === 'do' ? trimSpan(source, { start: end, end: endOfStatement(source, end, limit) }) : head,
      body: insidePair(source, index, limit),
    });
  }
  if (index >= limit) return make(kind, at, limit, { keyword, head, body: { start: limit, end: limit } });
  const inner = readStatement(source, index, limit);
  return make(kind, at, inner.end, { keyword, head, body: { start: inner.start, end: inner.end } });
}

/** The `{` that opens a block behind a head without parentheses. */
function findBrace(source: Source, at: number, limit: number): number {
  for (let index = at; index < limit; index += 1) {
    const character = source.code.charAt(index);
    if (character === '{') return index;
    if (character === '}') return index;
    if (character === '(' || character === '[') index = behindPair(source, index, limit) - 1;
  }
  return limit;
}

function readCase(source: Source, at: number, limit: number, keyword: string): Statement | null {
  const { code } = source;
  for (let index = at + keyword.length; index < limit; index += 1) {
    const character = code.charAt(index);
    if (character === ':' && code.charAt(index + 1) !== ':') {
      return make('case', at, index + 1, {
        keyword,
        head: trimSpan(source, { start: at + keyword.length, end: index }),
      });
    }
    if (character === ';' || character === '{' || character === '}' || character === '=') return null;
    if (character === '(' || character === '[') index = behindPair(source, index, limit) - 1;
  }
  return null;
}

const functionForm = /(export\s+)?(?:default\s+)?(?:declare\s+)?(async\s+)?function\b\s*(\*?)\s*([\w$]*)/y;
const classForm = /(export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?class\b\s*([\w$]*)/y;
const typeForm = /(export\s+)?(?:declare\s+)?(?:const\s+)?(interface|type|enum|namespace|module)\s+([\w$.]+)/y;
const variableForm = /(export\s+)?(?:declare\s+)?(?:await\s+)?(const|let|var|using)\s+(?=[\w$[{])/y;
const exportForm = /(export)\s*(?=[{*]|default\b|=)/y;

function matchAt(pattern: RegExp, code: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(code);
}

function readDeclaration(source: Source, at: number, limit: number): Statement | null {
  const { code } = source;
  const ahead = code.charAt(at);
  if (!'edcalvuaifntm'.includes(ahead)) return null;
  const isFunction = matchAt(functionForm, code, at);
  if (isFunction !== null) {
    const name = isFunction[4] === '' || isFunction[4] === undefined ? 'default' : isFunction[4];
    const read = readFunctionTail(source, at + isFunction[0].length, limit, {
      name,
      isAsync: isFunction[2] !== undefined,
      isGenerator: isFunction[3] === '*',
    });
    if (read === null) return null;
    const { shape } = read;
    const end = shape.body === null && code.charAt(read.end) === ';' ? read.end + 1 : read.end;
    const isExported = isFunction[1] !== undefined;
    return make('function', at, end, { keyword: 'function', body: shape.body, name, isExported, shape });
  }
  return readTypeLike(source, at, limit) ?? readVariable(source, at, limit) ?? readExport(source, at, limit);
}

function readTypeLike(source: Source, at: number, limit: number): Statement | null {
  const { code } = source;
  const isClass = matchAt(classForm, code, at);
  const match = isClass ?? matchAt(typeForm, code, at);
  if (match === null) return null;
  const keyword = isClass === null ? (match[2] ?? 'type') : 'class';
  const name = (isClass === null ? match[3] : match[2]) ?? '';
  const headStart = at + match[0].length;
  const isExported = match[1] !== undefined;
  if (keyword === 'type') {
    if (!/^\s*[<=]/.test(code.slice(headStart, headStart + 80))) return null;
    const end = endOfStatement(source, headStart, limit);
    return make('type', at, end, { keyword, name, isExported, head: valueSpan(source, { start: headStart, end }) });
  }
  const brace = findBrace(source, headStart, limit);
  if (code.charAt(brace) !== '{') return null;
  const head = trimSpan(source, { start: headStart, end: brace });
  return make(keyword === 'class' ? 'class' : 'type', at, behindPair(source, brace, limit), {
    keyword,
    name: name === '' ? 'default' : name,
    isExported,
    head,
    body: insidePair(source, brace, limit),
  });
}

function readVariable(source: Source, at: number, limit: number): Statement | null {
  const { code } = source;
  const match = matchAt(variableForm, code, at);
  if (match === null) return null;
  const nameStart = at + match[0].length;
  const isPattern = '[{'.includes(code.charAt(nameStart));
  const name = isPattern ? '' : wordAt(code, nameStart);
  const nameEnd = isPattern ? behindPair(source, nameStart, limit) : nameStart + Math.max(1, name.length);
  const assign = findAssign(source, nameEnd, limit);
  const shared = {
    keyword: match[2] ?? 'const',
    name: isPattern ? source.text.slice(nameStart, nameEnd) : name,
    isExported: match[1] !== undefined,
  };
  const valueStart = assign === null ? nameEnd : skipBlank(code, assign + 1, limit);
  const read = assign === null || isPattern ? null : readFunctionValue(source, valueStart, limit, name);
  if (read !== null) {
    const end = code.charAt(read.end) === ';' ? read.end + 1 : read.end;
    return make('declare', at, end, { ...shared, shape: read.shape, head: { start: valueStart, end: read.end } });
  }
  const end = Math.max(endOfStatement(source, assign === null ? nameStart : valueStart, limit), nameEnd);
  const head = valueSpan(source, { start: Math.min(valueStart, end), end });
  return make('declare', at, end, { ...shared, head: assign === null ? { start: end, end } : head });
}

/** The `=` behind a name and its type. */
function findAssign(source: Source, at: number, limit: number): number | null {
  const { code } = source;
  for (let index = at; index < limit; index += 1) {
    const character = code.charAt(index);
    if (character === '=' && code.charAt(index + 1) !== '>') return index;
    if (character === ';' || character === '}' || character === ')') return null;
    if (
      character === '\n' &&
      /^\s*(?:const|let|var|return|if|for|export|function|class)\b/.test(code.slice(index, index + 60))
    )
      return null;
    if ('([{'.includes(character)) index = behindPair(source, index, limit) - 1;
  }
  return null;
}

function readExport(source: Source, at: number, limit: number): Statement | null {
  const match = matchAt(exportForm, source.code, at);
  if (match === null) return null;
  const end = endOfStatement(source, at + match[0].length, limit);
  const isFrom = /\bfrom\b/.test(source.code.slice(at, end));
  const head = valueSpan(source, { start: at + match[0].length, end });
  return make(isFrom ? 'import' : 'expression', at, end, { keyword: 'export', isExported: true, head });
}

function readExpression(source: Source, at: number, limit: number, keyword: string): Statement {
  let end = endOfStatement(source, at, limit);
  if (end <= at) end = at + 1;
  const isTypeWord = source.language.family === 'brace' && looksDeclared(source, at, end);
  return make(isTypeWord ? 'declare' : 'expression', at, end, {
    keyword,
    head: valueSpan(source, { start: at, end }),
    name: isTypeWord ? declaredName(source, at, end) : '',
  });
}

function looksDeclared(source: Source, at: number, end: number): boolean {
  const line = source.code.slice(at, Math.min(end, at + 200));
  return /^(?:let|var|const|auto|final)\s|^[\w, ]+:=|^[A-Za-z_][\w.:<>,[\]*&? ]*\s[*&]?[A-Za-z_]\w*\s*(?:=[^=]|;)/.test(
    line,
  );
}

function declaredName(source: Source, at: number, end: number): string {
  const line = source.code.slice(at, Math.min(end, at + 200));
  const short = /^([\w, ]+?)\s*:=/.exec(line)?.[1];
  return (
    short ??
    /^(?:let\s+(?:mut\s+)?|var\s+|const\s+)(\w+)/.exec(line)?.[1] ??
    /([A-Za-z_]\w*)\s*[=;]/.exec(line)?.[1] ??
    ''
  );
}
