import { inline } from '../markdown.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, textOf, type Source } from '../source/source.ts';
import type { Statement } from '../source/statement.ts';
import type { Check, Finding } from './finding.ts';
import { eachBlock } from './style-checks.ts';

/** Rewrites that keep the meaning and need no judgement. */

function only(source: Source, statement: Statement | undefined): Statement | null {
  if (statement?.body == null) return null;
  const inner = readStatements(source, statement.body);
  return inner.length === 1 ? (inner[0] ?? null) : null;
}

/** `if (x) return true; return false;` says `return x`. */
export const returnedConditions: Check = (checked) => {
  const { source } = checked;
  const findings: Finding[] = [];
  eachBlock(checked, (statements, isScript) => {
    if (!isScript) return;
    statements.forEach((statement, index) => {
      const next = statements[index + 1];
      const first = only(source, statement);
      const second = next?.kind === 'else' && next.head.end === next.head.start ? only(source, next) : (next ?? null);
      if (statement.kind !== 'if' || first?.kind !== 'return' || second?.kind !== 'return' || next === undefined)
        return;
      const values = [textOf(source, first.head), textOf(source, second.head)];
      if (values[0] === values[1] || !values.every((value) => value === 'true' || value === 'false')) return;
      const condition = textOf(source, statement.head).trim();
      const isBoolean =
        /^!|[=!<>]==?|[<>]|\b(?:includes|has|test|startsWith|endsWith|isArray|some|every)\(/.test(condition) &&
        !/&&|\|\||\?/.test(condition);
      const text = values[0] === 'true' ? (isBoolean ? condition : `Boolean(${condition})`) : `!(${condition})`;
      findings.push({
        line: lineAt(source, statement.start),
        title: 'condition returned the long way',
        weight: 'note',
        message: 'The condition already is the answer.',
        edits: [{ start: statement.start, end: next.end, text: `return ${text};` }],
      });
    });
  });
  return findings;
};

/** A `let` that is set once. */
export const constantLets: Check = (checked) => {
  const { source } = checked;
  const findings: Finding[] = [];
  eachBlock(checked, (statements, isScript) => {
    if (!isScript) return;
    const end = statements.at(-1)?.end ?? 0;
    for (const statement of statements) {
      if (statement.kind !== 'declare' || statement.keyword !== 'let' || !/^[\w$]+$/.test(statement.name)) continue;
      if (statement.head.end === statement.head.start || declaresMore(source, statement)) continue;
      if (isAssigned(source, { start: statement.end, end }, statement.name)) continue;
      const at = source.code.indexOf('let', statement.start);
      findings.push({
        line: lineAt(source, statement.start),
        title: 'let that never changes',
        weight: 'note',
        message: `${inline(statement.name)} is set once; ${inline('const')} says so.`,
        edits: [{ start: at, end: at + 3, text: 'const' }],
      });
    }
  });
  return findings;
};

function declaresMore(source: Source, statement: Statement): boolean {
  let depth = 0;
  for (let at = statement.start; at < statement.end; at += 1) {
    const sign = source.code.charAt(at);
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (sign === ',' && depth === 0) return true;
  }
  return false;
}

function isAssigned(source: Source, span: Span, name: string): boolean {
  const code = source.code.slice(span.start, span.end);
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (/[\w$.]/.test(code.charAt(at - 1)) || /[\w$]/.test(code.charAt(end))) continue;
    const behind = code.slice(end, end + 120);
    if (/^\s*(?:[+\-*/%&|^?]{0,2}|<<|>>|>>>|\*\*)=(?![=>])|^\s*(?:\+\+|--)/.test(behind)) return true;
    if (/(?:\+\+|--)\s*$/.test(code.slice(Math.max(0, at - 6), at))) return true;
    // Taken apart: `[a, name] = …` and `({ name } = …)`; and loops that set it.
    if (/^[^;{}\n]{0,80}[\]})]\s*=(?![=>])/.test(behind)) return true;
    if (/^\s*(?:of|in)\b/.test(behind)) return true;
  }
  return false;
}

/** `for (let i = 0; i < xs.length; i++)` where only `xs[i]` is read. */
export const indexLoops: Check = (checked) => {
  const { source } = checked;
  const findings: Finding[] = [];
  eachBlock(checked, (statements, isScript) => {
    if (!isScript) return;
    for (const statement of statements) {
      const finding = statement.kind === 'loop' ? toForOf(source, statement) : null;
      if (finding !== null) findings.push(finding);
    }
  });
  return findings;
};

function toForOf(source: Source, statement: Statement): Finding | null {
  const head = source.code.slice(statement.head.start, statement.head.end);
  const match =
    /^let\s+([\w$]+)\s*=\s*0\s*;\s*\1\s*<\s*([\w$.]+)\.length\s*;\s*(?:\1\s*\+\+|\+\+\1|\1\s*\+=\s*1)$/.exec(
      head.trim(),
    );
  if (match === null || statement.body === null) return null;
  const [, index = '', list = ''] = match;
  const body = source.code.slice(statement.body.start, statement.body.end);
  const element = `${list}[${index}]`;
  const uses = body.split(new RegExp(`(?<![\\w$])${index.replaceAll('$', '\\$')}(?![\\w$])`)).length - 1;
  const elements = body.split(element).length - 1;
  if (uses === 0 || uses !== elements || new RegExp(`${element.replace(/[.$[\]]/g, '\\$&')}\\s*=(?!=)`).test(body))
    return null;
  const last = list.split('.').at(-1) ?? list;
  const name = last.endsWith('ies')
    ? `${last.slice(0, -3)}y`
    : last.endsWith('s') && last.length > 3
      ? last.slice(0, -1)
      : 'item';
  if (new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(body)) return null;
  const edits = [{ start: statement.head.start, end: statement.head.end, text: `const ${name} of ${list}` }];
  for (let at = body.indexOf(element); at >= 0; at = body.indexOf(element, at + element.length)) {
    const start = statement.body.start + at;
    edits.push({ start, end: start + element.length, text: name });
  }
  return {
    line: lineAt(source, statement.start),
    title: 'index that only picks elements',
    weight: 'note',
    message: `${inline(index)} is used for nothing but ${inline(element)}; ${inline('for … of')} gives the element itself.`,
    edits,
  };
}

/** `else` behind a branch that always leaves. */
export const needlessElse: Check = (checked) => {
  const { source } = checked;
  const findings: Finding[] = [];
  eachBlock(checked, (statements) => {
    statements.forEach((statement, index) => {
      const before = statements[index - 1];
      if (
        statement.kind !== 'else' ||
        statement.head.end > statement.head.start ||
        before?.kind !== 'if' ||
        before.body === null
      )
        return;
      const last = readStatements(source, before.body).at(-1);
      if (last === undefined || !(last.kind === 'return' || last.kind === 'throw' || last.keyword === 'continue'))
        return;
      if (before.body.start === last.start && before.body.end === last.end && index !== statements.length - 1) return;
      findings.push({
        line: lineAt(source, statement.start),
        title: 'else behind a way out',
        weight: 'note',
        message: `The branch above always leaves, so what stands in this ${inline('else')} can stand one level further out.`,
        edits: [],
      });
    });
  });
  return findings;
};

/** `x === true` and `!!x` in a condition. */
export const longBooleans: Check = ({ source }) => {
  if (source.language.family !== 'script') return [];
  const findings: Finding[] = [];
  const pattern = /\b(?:if|while)\s*\(\s*!!([\w$.]{1,80})\s*\)/g;
  for (let match = pattern.exec(source.code); match !== null; match = pattern.exec(source.code)) {
    const at = match.index + match[0].indexOf('!!');
    findings.push({
      line: lineAt(source, match.index),
      title: 'doubled negation',
      weight: 'note',
      message: `A condition turns its value into a truth by itself.`,
      edits: [{ start: at, end: at + 2, text: '' }],
    });
  }
  return findings;
};
