import { readFunctionTail, readFunctionValue } from './read-function.ts';
import type { Source } from './source.ts';
import type { FunctionShape } from './statement.ts';
import { behindPair, skipBlank } from './walk-code.ts';

export interface ObjectMember {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Null for a member that is no function. */
  readonly shape: FunctionShape | null;
}

const mostMembers = 200;

/** The members of the object that is written out at `brace`; spread ones and computed names are left out. */
export function readObjectMembers(source: Source, brace: number): ObjectMember[] {
  const { code } = source;
  const close = Math.min(code.length, source.pairs.get(brace) ?? code.length);
  const members: ObjectMember[] = [];
  let at = skipBlank(code, brace + 1, close);
  while (at < close && members.length < mostMembers) {
    const member = readMember(source, at, close);
    if (member !== null) members.push(member);
    at = behindComma(source, member === null ? at : Math.max(at, member.end), close);
  }
  return members;
}

function readMember(source: Source, at: number, close: number): ObjectMember | null {
  const { code } = source;
  const form = /(async\s+)?(\*\s*)?(?:(?:get|set)\s+(?=[\w$]))?([\w$]+)\s*(?=[(<:,}])/y;
  form.lastIndex = at;
  const match = form.exec(code);
  if (match === null) return null;
  const name = match[3] ?? '';
  const behind = at + match[0].length;
  const sign = code.charAt(behind);
  if (sign === '(' || sign === '<') {
    const start = { name, isAsync: match[1] !== undefined, isGenerator: match[2] !== undefined };
    const read = readFunctionTail(source, behind, close, start);
    return read === null ? null : { name, start: at, end: read.end, shape: read.shape };
  }
  if (sign !== ':') return { name, start: at, end: behind, shape: null };
  const read = readFunctionValue(source, skipBlank(code, behind + 1, close), close, name);
  return { name, start: at, end: read?.end ?? behind + 1, shape: read?.shape ?? null };
}

function behindComma(source: Source, from: number, close: number): number {
  let at = from;
  while (at < close) {
    const sign = source.code.charAt(at);
    if (sign === ',') return skipBlank(source.code, at + 1, close);
    at = '([{'.includes(sign) ? Math.max(at + 1, behindPair(source, at, close)) : at + 1;
  }
  return close;
}
