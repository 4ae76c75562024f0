import { findCallbacks } from '../source/read-function.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, type Source } from '../source/source.ts';
import type { FunctionShape, Statement } from '../source/statement.ts';
import { behindPair, skipBlank } from '../source/walk-code.ts';

export interface Call {
  /** As written: `queue.add`, `fetch`. */
  readonly name: string;
  readonly start: number;
  /** Inside of the parentheses. */
  readonly arguments: Span;
  readonly isAwaited: boolean;
  readonly isNew: boolean;
}

const notCalls = new Set(
  'if for while switch catch function return typeof await async super constructor elif except with in not and or print def lambda match sizeof make fn func defer go'.split(
    ' ',
  ),
);

/** The calls in a stretch of code, in order. */
function findCalls(source: Source, span: Span): Call[] {
  const calls: Call[] = [];
  const pattern =
    /([\p{L}_$][\p{L}\p{N}_$]*(?:(?:\?\.|\.|::)#?[\p{L}_$][\p{L}\p{N}_$]*)*)!?(?:\?\.)?(?:<[\w$<>,. |[\]]{1,80}>)?(?=\()/guy;
  const chain = /[\p{L}\p{N}_$]+(?:(?:\?\.|\.|::)#?[\p{L}\p{N}_$]+)*/uy;
  const next = /[\p{L}_$]/gu;
  next.lastIndex = span.start;
  for (let found = next.exec(source.code); found !== null && found.index < span.end; found = next.exec(source.code)) {
    pattern.lastIndex = found.index;
    const match = pattern.exec(source.code);
    if (match === null) {
      chain.lastIndex = found.index;
      next.lastIndex = found.index + Math.max(1, chain.exec(source.code)?.[0].length ?? 1);
      continue;
    }
    next.lastIndex = found.index + match[0].length;
    const name = match[1] ?? '';
    if (notCalls.has(name) || found.index + match[0].length >= span.end) continue;
    const open = found.index + match[0].length;
    const before = source.code.slice(Math.max(0, found.index - 12), found.index);
    if (/\b(?:function|def|func|fn|class)\s+$/.test(before)) continue;
    if (source.language.family === 'script' && isMethodHead(source, open, span.end)) continue;
    calls.push({
      name,
      start: found.index,
      arguments: { start: open + 1, end: Math.min(span.end, source.pairs.get(open) ?? span.end) },
      isAwaited:
        /\bawait\s+(?:new\s+)?$/.test(before) ||
        /^\s*\.await\b/.test(source.code.slice(behindPair(source, open, span.end), span.end).slice(0, 20)),
      isNew: /\bnew\s+$/.test(before),
    });
  }
  return calls;
}

/** `name(…) {` in an object or class is no call. */
function isMethodHead(source: Source, open: number, end: number): boolean {
  const behind = skipBlank(source.code, behindPair(source, open, end), end);
  return source.code.charAt(behind) === '{';
}

/** A statement with the conditions that lead to it. */
export interface Reached {
  readonly statement: Statement;
  /** Innermost last; `else` as the denied condition. */
  readonly when: readonly string[];
  readonly line: number;
}

export interface BodyFacts {
  readonly calls: readonly Call[];
  readonly returns: readonly Reached[];
  readonly throws: readonly Reached[];
  readonly awaits: number;
  readonly loops: readonly Statement[];
  readonly branches: readonly Reached[];
  readonly catches: readonly Statement[];
  /** Statements in all, and how deep they stand in each other. */
  readonly statements: number;
  readonly depth: number;
}

const deepest = 40;

/** What a function's body does, read once. Functions written inside it are looked into, but not their returns. */
export function readFacts(source: Source, shape: FunctionShape): BodyFacts {
  const facts = {
    returns: [] as Reached[],
    throws: [] as Reached[],
    loops: [] as Statement[],
    branches: [] as Reached[],
    catches: [] as Statement[],
    statements: 0,
    depth: 0,
  };
  const visit = (span: Span, when: readonly string[], depth: number): void => {
    facts.depth = Math.max(facts.depth, depth);
    if (depth > deepest) return;
    let previous: string | null = null;
    for (const statement of readStatements(source, span)) {
      facts.statements += 1;
      const line = lineAt(source, statement.start);
      const head = source.text.slice(statement.head.start, statement.head.end).replace(/\s+/g, ' ').trim();
      let inner = when;
      if (statement.kind === 'if') {
        facts.branches.push({ statement, when, line });
        inner = [...when, head];
        previous = head;
      } else if (statement.kind === 'else') {
        const denied: readonly string[] = previous === null ? [] : [`not (${previous})`];
        inner = head === '' ? [...when, ...denied] : [...when, head];
        if (head !== '') facts.branches.push({ statement, when, line });
        previous = head === '' ? null : head;
      } else {
        if (statement.kind === 'return') facts.returns.push({ statement, when, line });
        if (statement.kind === 'throw') facts.throws.push({ statement, when, line });
        if (statement.kind === 'loop') facts.loops.push(statement);
        if (statement.kind === 'catch') facts.catches.push(statement);
        previous = null;
      }
      if (statement.body !== null && !['function', 'class', 'type'].includes(statement.kind)) {
        visit(statement.body, inner, depth + 1);
      }
    }
  };
  if (shape.body !== null && !shape.isExpression) visit(shape.body, [], 0);
  const calls = shape.body === null ? [] : findCalls(source, shape.body);
  const awaits = shape.body === null ? 0 : countWord(source.code, shape.body, 'await');
  return { ...facts, calls, awaits };
}

function countWord(code: string, span: Span, word: string): number {
  let count = 0;
  const inner = code.slice(span.start, span.end);
  for (let at = inner.indexOf(word); at >= 0; at = inner.indexOf(word, at + word.length)) {
    if (!/[\w$]/.test(inner.charAt(at - 1)) && !/[\w$]/.test(inner.charAt(at + word.length))) count += 1;
  }
  return count;
}

/** The blocks of functions that are passed along in an expression. */
export function callbackBodies(source: Source, span: Span): FunctionShape[] {
  return findCallbacks(source, span).filter(({ body, isExpression }) => body !== null && !isExpression);
}

/** True where the text at a place begins with a value that stands for itself: a number, a string, `null`, `[]`. */
export function isLiteral(text: string): boolean {
  return /^(?:-?[\d_.]+n?|null|None|nil|undefined|true|false|True|False|\[\]|\{\}|""|''|"[^"\n]{0,60}"|'[^'\n]{0,60}')$/.test(
    text.trim(),
  );
}
