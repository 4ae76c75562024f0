import type { Span } from './scan-source.ts';
import type { Source } from './source.ts';

/** Small steps over scanned code. Each is linear in what it passes. */

export function skipBlank(code: string, at: number, end: number): number {
  while (at < end) {
    const character = code.charCodeAt(at);
    if (character !== 32 && character !== 10 && character !== 9 && character !== 12 && character !== 13) break;
    at += 1;
  }
  return at;
}

function lastSolid(code: string, start: number, end: number): number {
  let at = end - 1;
  while (at >= start && code.charCodeAt(at) <= 32) at -= 1;
  return at;
}

/** Where a text first stands between two places, or -1; it never looks beyond the second. */
export function findInside(code: string, wanted: string, { start, end }: Span): number {
  const at = code.slice(start, end).indexOf(wanted);
  return at < 0 ? -1 : start + at;
}

export function wordAt(code: string, at: number): string {
  const pattern = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0] ?? '';
}

/** The place behind the bracket that closes the one at `at`, not beyond `end`. */
export function behindPair(source: Source, at: number, end: number): number {
  return Math.min(end, (source.pairs.get(at) ?? at) + 1);
}

export function insidePair(source: Source, at: number, end: number): Span {
  return { start: Math.min(at + 1, end), end: Math.min(end, source.pairs.get(at) ?? end) };
}

const longestTypeArguments = 2_000;

/** The place behind `<…>`, or `at` itself where it is not a list of types. */
export function behindAngles(source: Source, at: number, end: number): number {
  const { code } = source;
  let depth = 0;
  const limit = Math.min(end, at + longestTypeArguments);
  for (let index = at; index < limit; index += 1) {
    const character = code.charAt(index);
    if (character === '<') depth += 1;
    else if (character === '>' && code.charAt(index - 1) !== '=') {
      depth -= 1;
      if (depth === 0) return index + 1;
    } else if (character === ';' || character === '}') return at;
    else if ('([{'.includes(character)) index = behindPair(source, index, limit) - 1;
  }
  return at;
}

const opensType = new Set([':', '|', '&', '<', ',', '(', '?', '=>']);

/** The end of a type that begins at `at`: before the body, the arrow, `=`, `;`, `,` or closing bracket that follows it. */
export function endOfType(source: Source, at: number, end: number): number {
  const { code } = source;
  let isExpecting = true;
  let isBehindParameters = false;
  let index = at;
  while (index < end) {
    index = skipBlank(code, index, end);
    const character = code.charAt(index);
    if (character === '{' && !isExpecting) return index;
    if (character === '(' || character === '[' || character === '{') {
      isBehindParameters = character === '(' && isExpecting;
      isExpecting = false;
      index = behindPair(source, index, end);
    } else if (character === '<') {
      index = Math.max(index + 1, behindAngles(source, index, end));
    } else if (code.startsWith('=>', index)) {
      if (!isBehindParameters) return index;
      isBehindParameters = false;
      isExpecting = true;
      index += 2;
    } else if (character === '' || ';,)]}='.includes(character)) {
      return index;
    } else {
      const word = wordAt(code, index);
      if (word !== '' && !isExpecting && code.slice(at, index).trimEnd() !== '' && isNewStatement(code, at, index)) {
        return index;
      }
      isBehindParameters = false;
      isExpecting = word === '' ? opensType.has(character) : /^(?:keyof|typeof|readonly|extends|is|infer)$/.test(word);
      index += Math.max(1, word.length);
    }
  }
  return end;
}

/** A word on a new line ends a type that was complete on the line before. */
function isNewStatement(code: string, start: number, at: number): boolean {
  const previous = lastSolid(code, start, at);
  return code.slice(previous + 1, at).includes('\n') && !/^(?:extends|is)\b/.test(code.slice(at, at + 8));
}

const continuing = new Set('=+-*/%&|^<>?:,.(!~'.split(''));
const continued = new Set('.?:+-*/%&|^<>=,'.split(''));

/** The place behind the statement that begins at `at`: its `;`, or the line break that ends it. */
export function endOfStatement(source: Source, at: number, end: number): number {
  const { code } = source;
  let last = '';
  let index = at;
  while (index < end) {
    const character = code.charAt(index);
    if (character === ';') return index + 1;
    if (character === '}' || character === ')' || character === ']') return index;
    if (character === '(' || character === '[' || character === '{') {
      index = behindPair(source, index, end);
      last = ')';
      continue;
    }
    if (character === '\n' && last !== '') {
      const next = skipBlank(code, index, end);
      if (!continuesAt(code, index, next) && !isOpenEnded(code, index, last)) return next >= end ? end : index;
      index = next;
      continue;
    }
    if (character.charCodeAt(0) > 32) last = character;
    index += 1;
  }
  return end;
}

function continuesAt(code: string, lineEnd: number, next: number): boolean {
  const sign = code.charAt(next);
  if (sign === '' || !continued.has(sign)) return false;
  const isCount = (sign === '+' || sign === '-') && code.charAt(next + 1) === sign;
  return next > lineEnd && !isCount;
}

function isOpenEnded(code: string, lineEnd: number, last: string): boolean {
  if (!continuing.has(last)) return false;
  const end = lastSolid(code, 0, lineEnd) + 1;
  const two = code.slice(end - 2, end);
  return two !== '++' && two !== '--';
}

/** The parts between commas that stand in no bracket. */
export function splitAtCommas(source: Source, span: Span): Span[] {
  const { code } = source;
  const parts: Span[] = [];
  let start = span.start;
  let index = span.start;
  while (index < span.end) {
    const character = code.charAt(index);
    if ('([{'.includes(character)) index = behindPair(source, index, span.end);
    else if (character === '<') index = Math.max(index + 1, behindAngles(source, index, span.end));
    else {
      if (character === ',') {
        parts.push({ start, end: index });
        start = index + 1;
      }
      index += 1;
    }
  }
  parts.push({ start, end: span.end });
  return parts.map((part) => trimSpan(source, part)).filter((part) => part.end > part.start);
}

export function trimSpan(source: Source, span: Span): Span {
  const start = skipBlank(source.code, span.start, span.end);
  return { start, end: Math.max(start, lastSolid(source.code, start, span.end) + 1) };
}
