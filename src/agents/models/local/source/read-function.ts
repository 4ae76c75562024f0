import type { Span } from './scan-source.ts';
import type { Source } from './source.ts';
import type { FunctionShape } from './statement.ts';
import { behindAngles, behindPair, endOfStatement, endOfType, insidePair, skipBlank, wordAt } from './walk-code.ts';

export interface FunctionStart {
  readonly name: string;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/** A function from its type parameters or opening parenthesis on; null where there is none. `end` lies behind it. */
export function readFunctionTail(
  source: Source,
  at: number,
  limit: number,
  start: FunctionStart,
): { shape: FunctionShape; end: number } | null {
  const { code } = source;
  let index = skipBlank(code, at, limit);
  if (code.charAt(index) === '<') index = skipBlank(code, behindAngles(source, index, limit), limit);
  if (code.charAt(index) !== '(') return null;
  const parameters = insidePair(source, index, limit);
  index = skipBlank(code, behindPair(source, index, limit), limit);
  let returns: Span | null = null;
  if (code.charAt(index) === ':') {
    const typeStart = skipBlank(code, index + 1, limit);
    index = endOfType(source, typeStart, limit);
    returns = { start: typeStart, end: index };
    index = skipBlank(code, index, limit);
  }
  const hasBody = code.charAt(index) === '{';
  const shape: FunctionShape = {
    ...start,
    parameters,
    returns,
    body: hasBody ? insidePair(source, index, limit) : null,
    isExpression: false,
  };
  return { shape, end: hasBody ? behindPair(source, index, limit) : index };
}

/** An arrow function or function expression that begins exactly at `at`; null where something else stands there. */
export function readFunctionValue(
  source: Source,
  at: number,
  limit: number,
  name: string,
): { shape: FunctionShape; end: number } | null {
  const { code } = source;
  const lead = /(async\b)?\s*(function\b\s*(\*)?\s*[\w$]*)?/y;
  lead.lastIndex = at;
  const match = lead.exec(code);
  const isAsync = match?.[1] !== undefined;
  const index = skipBlank(code, at + (match?.[0].length ?? 0), limit);
  if (match?.[2] !== undefined) {
    return readFunctionTail(source, index, limit, { name, isAsync, isGenerator: match[3] !== undefined });
  }
  return readArrow(source, index, limit, { name, isAsync, isGenerator: false });
}

function readArrow(
  source: Source,
  at: number,
  limit: number,
  start: FunctionStart,
): { shape: FunctionShape; end: number } | null {
  const { code } = source;
  let index = at;
  let parameters: Span;
  let returns: Span | null = null;
  if (code.charAt(index) === '<') index = skipBlank(code, behindAngles(source, index, limit), limit);
  if (code.charAt(index) === '(') {
    parameters = insidePair(source, index, limit);
    index = skipBlank(code, behindPair(source, index, limit), limit);
    if (code.charAt(index) === ':') {
      const typeStart = skipBlank(code, index + 1, limit);
      index = endOfType(source, typeStart, limit);
      returns = { start: typeStart, end: index };
    }
  } else {
    const word = wordAt(code, index);
    if (word === '') return null;
    parameters = { start: index, end: index + word.length };
    index += word.length;
  }
  index = skipBlank(code, index, limit);
  if (!code.startsWith('=>', index)) return null;
  index = skipBlank(code, index + 2, limit);
  if (code.charAt(index) === '{') {
    const body = insidePair(source, index, limit);
    return {
      shape: { ...start, parameters, returns, body, isExpression: false },
      end: behindPair(source, index, limit),
    };
  }
  const end = endOfExpression(source, index, limit);
  return { shape: { ...start, parameters, returns, body: { start: index, end }, isExpression: true }, end };
}

/** An expression ends before a comma too. */
function endOfExpression(source: Source, at: number, limit: number): number {
  const statementEnd = endOfStatement(source, at, limit);
  for (let index = at; index < statementEnd; index += 1) {
    const character = source.code.charAt(index);
    if ('([{'.includes(character)) index = behindPair(source, index, statementEnd) - 1;
    else if (character === ',' || character === ';') return index;
  }
  return statementEnd;
}

/** The functions that are written inside an expression and belong to no other function in it, in order. */
export function findCallbacks(source: Source, span: Span): FunctionShape[] {
  // Only this stretch: a search that runs on to the end of the file costs that for each statement.
  const code = source.code.slice(span.start, span.end);
  const found: FunctionShape[] = [];
  const pattern = /\bfunction\b|=>/g;
  let behind = span.start;
  for (let match = pattern.exec(code); match !== null; match = pattern.exec(code)) {
    const place = span.start + match.index;
    if (place < behind) continue;
    const start = match[0] === '=>' ? arrowStart(source, place, behind) : place;
    const read = readFunctionValue(source, start, span.end, '');
    if (read === null) continue;
    found.push(read.shape);
    behind = Math.max(read.end, place + 2);
    pattern.lastIndex = behind - span.start;
  }
  return found;
}

const longestParameters = 1_000;

/** Where the parameters of the arrow at `arrow` begin. */
function arrowStart(source: Source, arrow: number, from: number): number {
  const { code } = source;
  const floor = Math.max(from, arrow - longestParameters);
  let start = arrow;
  for (let at = arrow - 1; at >= floor; at -= 1) {
    if (code.charAt(at) !== '(') continue;
    const close = source.pairs.get(at) ?? -1;
    const gap = close < arrow && close >= 0 ? code.slice(close + 1, arrow).trim() : ';';
    if (gap === '' || (gap.startsWith(':') && !/[;=]/.test(gap))) {
      start = at;
      break;
    }
  }
  if (start === arrow) start = Math.max(floor, arrow - (/[\w$]+\s*$/.exec(code.slice(floor, arrow))?.[0].length ?? 0));
  const before = code.slice(Math.max(floor, start - 8), start);
  const lead = /\basync\s*$/.exec(before);
  return lead === null ? start : start - lead[0].length;
}
