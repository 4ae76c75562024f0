import { inline } from '../markdown.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, type Source } from '../source/source.ts';
import { readParameters } from '../source/parameters.ts';
import type { Check, Finding, Unit } from './finding.ts';

/** How often each word stands in the code, templates included. */
function countWords(source: Source, span: Span): Map<string, number> {
  const counts = new Map<string, number>();
  const pattern = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
  pattern.lastIndex = span.start;
  for (
    let match = pattern.exec(source.code);
    match !== null && match.index < span.end;
    match = pattern.exec(source.code)
  ) {
    counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
  }
  return counts;
}

/** Imports that nothing in the file uses; only a whole file can tell. */
export const unusedImports: Check = ({ source, outline }) => {
  if (!source.isWhole || !['script', 'python'].includes(source.language.family)) return [];
  const counts = countWords(source, { start: 0, end: source.code.length });
  const isModuleSurface = source.path.endsWith('__init__.py');
  return outline.imports.flatMap(({ names, span, line }): Finding[] => {
    const text = source.text.slice(span.start, span.end);
    if (isModuleSurface || names.length === 0 || text.startsWith('export') || names.includes('*')) return [];
    const unused = names.filter((name) => counts.get(name.split('.')[0] ?? name) === 1);
    if (unused.length === 0) return [];
    const isAll = unused.length === names.length;
    const end = source.text.charAt(span.end) === '\n' ? span.end + 1 : span.end;
    return [
      {
        line,
        title: 'unused import',
        weight: 'note',
        message: `${unused.map((name) => inline(name)).join(', ')} ${unused.length === 1 ? 'is' : 'are'} imported and not used.`,
        edits: isAll ? [{ start: span.start, end, text: '' }] : [],
      },
    ];
  });
};

/** Local names that are set and never read. */
export const unusedLocals: Check = ({ source, units }) => {
  if (!['script', 'python'].includes(source.language.family)) return [];
  return units.flatMap((unit) => {
    const body = unit.shape.body;
    if (body === null || unit.shape.isExpression) return [];
    const counts = countWords(source, body);
    return localNames(source, unit, body).flatMap(({ name, start }): Finding[] => {
      if (counts.get(name) !== 1 || name.startsWith('_')) return [];
      return [
        {
          line: lineAt(source, start),
          title: 'unused variable',
          weight: 'note',
          message: `${inline(name)} is set here and never read in ${inline(unit.symbol.name)}: either it is left over, or something that should use it does not.`,
          edits: [],
        },
      ];
    });
  });
};

function localNames(source: Source, unit: Unit, body: Span): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  const visit = (span: Span, depth: number): void => {
    if (depth > 20) return;
    for (const statement of readStatements(source, span)) {
      if (statement.kind === 'declare' && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(statement.name)) {
        found.push({ name: statement.name, start: statement.start });
      }
      if (
        statement.body !== null &&
        statement.shape === null &&
        statement.kind !== 'class' &&
        statement.kind !== 'type'
      ) {
        visit(statement.body, depth + 1);
      }
    }
  };
  visit(body, 0);
  const parameters = new Set(readParameters(source, unit.shape.parameters).map(({ name }) => name));
  return found.filter(({ name }) => !parameters.has(name));
}

/** Parameters that the body never mentions, the last ones only: earlier ones hold a place. */
export const unusedParameters: Check = ({ source, units }) => {
  if (!['script', 'python'].includes(source.language.family)) return [];
  return units.flatMap(({ shape, symbol }): Finding[] => {
    if (shape.body === null || symbol.container !== null) return [];
    const counts = countWords(source, shape.body);
    const last = readParameters(source, shape.parameters).at(-1);
    if (last === undefined || !/^[\p{L}$][\p{L}\p{N}_$]*$/u.test(last.name) || last.name === 'signal') return [];
    if ((counts.get(last.name) ?? 0) > 0 || (counts.get('arguments') ?? 0) > 0) return [];
    const code = source.code.slice(shape.body.start, shape.body.end).trim();
    if (code === '' || /^(?:pass|\.\.\.|raise NotImplementedError)/.test(code)) return [];
    return [
      {
        line: symbol.line,
        title: 'unused parameter',
        weight: 'note',
        message: `${inline(symbol.name)} takes ${inline(last.name)} and does nothing with it.`,
        edits: [],
      },
    ];
  });
};
