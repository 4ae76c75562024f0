import { inline, plural } from '../markdown.ts';
import { readParameters } from '../source/parameters.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, type Source } from '../source/source.ts';
import type { Statement } from '../source/statement.ts';
import type { Check, Checked, Finding } from './finding.ts';

const longFunctionLines = 45;
const deepNesting = 4;
const manyParameters = 4;
const longLine = 130;

/** Functions that are hard to take in at one look. */
export const sizes: Check = ({ source, units }) =>
  units.flatMap(({ symbol, shape, facts }): Finding[] => {
    const found: Finding[] = [];
    const lines = symbol.endLine - symbol.line + 1;
    const add = (title: string, message: string): void => {
      found.push({ line: symbol.line, title, weight: 'note', message, edits: [] });
    };
    const name = inline(symbol.name);
    if (lines > longFunctionLines) {
      const blocks = largestBlocks(source, shape.body);
      add(
        'long function',
        `${name} has ${lines} lines and ${plural(facts.statements, 'statement')}.${blocks === '' ? '' : ` Its largest ${blocks} could be a function with a name.`}`,
      );
    }
    if (facts.depth >= deepNesting) {
      add(
        'deep nesting',
        `${name} goes ${facts.depth} levels deep. Returning early for the special cases takes levels away.`,
      );
    }
    const parameters = readParameters(source, shape.parameters);
    if (parameters.length > manyParameters) {
      add(
        'many parameters',
        `${name} takes ${parameters.length}: ${parameters.map((parameter) => inline(parameter.name)).join(', ')}. One object with names is easier to call rightly.`,
      );
    }
    const flags = parameters.filter(
      ({ type, defaultValue }) =>
        type === 'boolean' || type === 'bool' || /^(?:true|false|True|False)$/.test(defaultValue ?? ''),
    );
    if (flags.length > 0 && parameters.length > 1) {
      add(
        'flag parameter',
        `A caller of ${name} writes a bare ${inline('true')} for ${flags.map((flag) => inline(flag.name)).join(', ')}, which says nothing where it stands. Two functions, or an option with a name, say it.`,
      );
    }
    return found;
  });

function largestBlocks(source: Source, body: Span | null): string {
  if (body === null) return '';
  const blocks = readStatements(source, body)
    .filter((statement) => statement.body !== null)
    .map((statement) => ({
      statement,
      lines: lineAt(source, Math.max(statement.start, statement.end - 1)) - lineAt(source, statement.start) + 1,
    }))
    .filter(({ lines }) => lines >= 8)
    .sort((a, b) => b.lines - a.lines);
  const first = blocks[0];
  if (first === undefined) return '';
  const line = lineAt(source, first.statement.start);
  return `block (${first.statement.keyword === '' ? first.statement.kind : inline(first.statement.keyword)}, lines ${line} to ${line + first.lines - 1})`;
}

const shortestRepeat = 3;

/** Stretches of lines that stand twice. */
export const repeats: Check = ({ source }) => {
  const lines = source.text.split('\n').map((line) => line.trim());
  const seen = new Map<string, number>();
  const findings: Finding[] = [];
  let behind = -1;
  for (let at = 0; at + shortestRepeat <= lines.length && findings.length < 6; at += 1) {
    const part = lines.slice(at, at + shortestRepeat);
    if (
      part.some((line) => line.length < 4) ||
      part.join('').length < 60 ||
      /^(?:import|from|\/\/|\*|#|use )/.test(part[0] ?? '')
    )
      continue;
    const key = part.join('\n');
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, at);
      continue;
    }
    if (at <= behind) continue;
    let size = shortestRepeat;
    while (
      at + size < lines.length &&
      first + size < at &&
      lines[first + size] === lines[at + size] &&
      lines[at + size] !== ''
    )
      size += 1;
    behind = at + size - 1;
    findings.push({
      line: source.firstLine + at,
      title: 'repeated lines',
      weight: 'note',
      message: `${plural(size, 'line')} stand the same from line ${source.firstLine + first} on. One function for both keeps them the same.`,
      edits: [],
    });
  }
  return findings;
};

/** Numbers without a name in the middle of the code. */
export const magicNumbers: Check = ({ source, units }) => {
  const seen = new Map<string, number[]>();
  for (const { shape } of units) {
    if (shape.body === null) continue;
    const pattern = /(?<![\w$.])(\d[\d_]{1,12}(?:\.\d+)?)(?![\w.])/g;
    const code = source.code.slice(shape.body.start, shape.body.end);
    for (let match = pattern.exec(code); match !== null; match = pattern.exec(code)) {
      const number = match[1] ?? '';
      const before = code.slice(Math.max(0, match.index - 40), match.index);
      if (
        /^(?:10|100|1000|1_000|16|60|64)$/.test(number) ||
        /\b(?:const|final|static)\s+\w+\s*(?::\s*\w+\s*)?=\s*$/.test(before)
      )
        continue;
      const lines = seen.get(number) ?? [];
      const line = lineAt(source, shape.body.start + match.index);
      if (!lines.includes(line)) seen.set(number, [...lines, line]);
    }
  }
  return [...seen].slice(0, 5).map(([number, lines]): Finding => ({
    line: lines[0] ?? source.firstLine,
    title: 'number without a name',
    weight: 'note',
    message: `${inline(number)} ${lines.length > 1 ? `stands on lines ${lines.slice(0, 5).join(', ')}` : 'says nothing of what it counts'}; a constant with the unit in its name does.`,
    edits: [],
  }));
};

/** Names of one letter that live longer than a line. */
export const shortNames: Check = ({ source, units }) =>
  units.flatMap(({ symbol, shape }): Finding[] => {
    if (shape.body === null || symbol.endLine - symbol.line < 4) return [];
    const short = readParameters(source, shape.parameters).filter(
      ({ name }) => /^[a-zA-Z]$/.test(name) && !'xyijk_'.includes(name),
    );
    if (short.length === 0) return [];
    return [
      {
        line: symbol.line,
        title: 'name of one letter',
        weight: 'note',
        message: `${short.map(({ name }) => inline(name)).join(', ')} in ${inline(symbol.name)}: a reader has to keep in mind what it stands for over ${plural(symbol.endLine - symbol.line + 1, 'line')}.`,
        edits: [],
      },
    ];
  });

export const longLines: Check = ({ source }) => {
  const long = source.lineStarts
    .map((start, index) => ({
      line: source.firstLine + index,
      length: (source.lineStarts[index + 1] ?? source.text.length) - start - 1,
    }))
    .filter(({ length }) => length > longLine);
  const first = long[0];
  if (first === undefined) return [];
  return [
    {
      line: first.line,
      title: 'long lines',
      weight: 'note',
      message: `${plural(long.length, 'line')} ${long.length === 1 ? 'is' : 'are'} longer than ${longLine} characters.`,
      edits: [],
    },
  ];
};

/** Every block of every function, for rewrites of neighbouring statements. */
export function eachBlock(
  { source, units }: Checked,
  see: (statements: readonly Statement[], isScript: boolean) => void,
): void {
  const isScript = source.language.family === 'script';
  const done = new Set<number>();
  const visit = (span: Span, depth: number): void => {
    if (depth > 20 || done.has(span.start)) return;
    done.add(span.start);
    const statements = readStatements(source, span);
    see(statements, isScript);
    for (const { body, shape } of statements) {
      if (shape?.body != null && !shape.isExpression) visit(shape.body, depth + 1);
      else if (body !== null) visit(body, depth + 1);
    }
  };
  for (const { shape } of units) if (shape.body !== null && !shape.isExpression) visit(shape.body, 0);
}
