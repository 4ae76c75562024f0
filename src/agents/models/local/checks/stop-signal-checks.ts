import type { Call } from '../explain/facts.ts';
import { inline } from '../markdown.ts';
import { readParameters } from '../source/parameters.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { indentAt, lineAt, type Source } from '../source/source.ts';
import type { Statement } from '../source/statement.ts';
import { skipBlank, splitAtCommas } from '../source/walk-code.ts';
import type { Check, Checked, Edit, Finding, Unit } from './finding.ts';

/** How a function can reach the signal that stops it, or null. */
function signalOf({ source, outline }: Checked, unit: Unit): string | null {
  const body = unit.shape.body;
  if (body === null) return null;
  for (const parameter of readParameters(source, unit.shape.parameters)) {
    if (parameter.name === 'signal' || /^AbortSignal\b/.test(parameter.type ?? '')) return parameter.name;
    if (/^\{[^}]*\bsignal\b[^}]*\}$/.test(parameter.name)) return 'signal';
    const type = /^(?:Readonly<)?(\w+)>?$/.exec(parameter.type ?? '')?.[1];
    const declared = outline.symbols.find(({ name, body: inside }) => name === type && inside !== null)?.body;
    const members = declared == null ? (parameter.type ?? '') : source.code.slice(declared.start, declared.end);
    if (/\bsignal\??\s*:/.test(members)) return `${parameter.name}.signal`;
  }
  const used = /\b([\w$.]{1,80}\.signal)\b/.exec(source.code.slice(body.start, body.end))?.[1];
  return used ?? null;
}

/** What a call needs so that the signal stops it; null where it has it or takes none. */
function passSignal(source: Source, call: Call, signal: string, sleeps: ReadonlySet<string>): Edit | null {
  const parts = splitAtCommas(source, call.arguments);
  const text = source.code.slice(call.arguments.start, call.arguments.end);
  if (/\bsignal\b/.test(text) || text.includes('...')) return null;
  const property = signal === 'signal' ? 'signal' : `signal: ${signal}`;
  if (call.name === 'fetch') {
    const options = parts[1];
    const at = parts[0];
    if (at === undefined) return null;
    if (options === undefined) return { start: at.end, end: at.end, text: `, { ${property} }` };
    return addProperty(source, options, property);
  }
  if (!sleeps.has(call.name) || parts[0] === undefined) return null;
  if (parts.length === 1) return { start: parts[0].end, end: parts[0].end, text: `, undefined, { ${property} }` };
  if (parts.length === 2 && parts[1] !== undefined)
    return { start: parts[1].end, end: parts[1].end, text: `, { ${property} }` };
  return parts[2] === undefined ? null : addProperty(source, parts[2], property);
}

/** Puts a property at the end of an object that is written out. */
function addProperty(source: Source, object: Span, property: string): Edit | null {
  if (source.code.charAt(object.start) !== '{') return null;
  const close = source.pairs.get(object.start) ?? object.end - 1;
  let last = close - 1;
  while (last > object.start && source.code.charCodeAt(last) <= 32) last -= 1;
  if (last === object.start) return { start: object.start, end: close + 1, text: `{ ${property} }` };
  const isSpread = source.code.slice(object.start, close).includes('\n');
  const lead = isSpread ? `\n${indentAt(source, last)}` : ' ';
  const comma = source.code.charAt(last) === ',' ? '' : ',';
  return { start: last + 1, end: last + 1, text: `${comma}${lead}${property}${isSpread ? ',' : ''}` };
}

/** Names under which this file knows a sleep that takes a signal. */
function sleepNames({ source, outline }: Checked): Set<string> {
  const names = new Set<string>();
  for (const { from, span } of outline.imports) {
    if (!from.endsWith('timers/promises')) continue;
    const clause = source.text.slice(span.start, span.end);
    const alias = /\bsetTimeout(?:\s+as\s+(\w+))?/.exec(clause);
    if (alias !== null) names.add(alias[1] ?? 'setTimeout');
  }
  return names;
}

const defaultTimeout = 'AbortSignal.timeout(10_000)';

/** A network call or a wait that nothing can stop. */
export const unstoppableCalls: Check = (checked) => {
  const { source } = checked;
  if (source.language.family !== 'script') return [];
  const sleeps = sleepNames(checked);
  return checked.units.flatMap((unit): Finding[] => {
    const signal = signalOf(checked, unit);
    const findings: Finding[] = [];
    for (const call of unit.facts.calls) {
      if (call.name !== 'fetch' && !sleeps.has(call.name)) continue;
      if (signal === null && call.name !== 'fetch') continue;
      const edit = passSignal(source, call, signal ?? defaultTimeout, sleeps);
      if (edit === null) continue;
      findings.push({
        line: lineAt(source, call.start),
        title: signal === null ? 'request without a time limit' : 'stop signal not passed on',
        weight: signal === null ? 'risk' : 'fault',
        message:
          signal === null
            ? `${inline('fetch')} waits as long as the server likes. A time limit ends it; 10 seconds here, set what fits.`
            : `${inline(signal)} is at hand, but ${inline(`${call.name}(…)`)} does not get it: after a stop this goes on waiting.`,
        edits: [edit],
      });
    }
    return signal === null ? findings : [...findings, ...swallowedStops(checked, unit, signal, findings.length > 0)];
  });
};

/** A `catch` that goes on after a stop, where what it guards can be stopped. */
function swallowedStops({ source }: Checked, unit: Unit, signal: string, willPass: boolean): Finding[] {
  const findings: Finding[] = [];
  const visit = (span: Span, inLoop: boolean, depth: number): void => {
    if (depth > 12) return;
    const statements = readStatements(source, span);
    statements.forEach((statement, index) => {
      if (statement.kind === 'catch' && inLoop && statement.body !== null) {
        const guarded = statements[index - 1];
        const found = swallowedStop(source, { statement, guarded, signal, willPass });
        if (found !== null) findings.push(found);
      }
      if (statement.body !== null && statement.kind !== 'function') {
        visit(statement.body, inLoop || statement.kind === 'loop', depth + 1);
      }
    });
  };
  if (unit.shape.body !== null && !unit.shape.isExpression) visit(unit.shape.body, false, 0);
  return findings;
}

interface Swallow {
  readonly statement: Statement;
  readonly guarded: Statement | undefined;
  readonly signal: string;
  readonly willPass: boolean;
}

function swallowedStop(source: Source, { statement, guarded, signal, willPass }: Swallow): Finding | null {
  if (statement.body === null || guarded?.body == null) return null;
  const inner = source.code.slice(statement.body.start, statement.body.end);
  const tried = source.code.slice(guarded.body.start, guarded.body.end);
  if (/\bthrow\b|\breturn\b|\bbreak\b|throwIfAborted|\baborted\b/.test(inner)) return null;
  if (!tried.includes('await') || !(willPass || tried.includes('signal'))) return null;
  const first = skipBlank(source.code, statement.body.start, statement.body.end);
  const indent = first < statement.body.end ? indentAt(source, first) : `${indentAt(source, statement.start)}  `;
  return {
    line: lineAt(source, statement.start),
    title: 'stop taken for a failure',
    weight: 'fault',
    message: `This ${inline('catch')} also catches the error of a stop and goes on with the next round. Ask the signal first.`,
    edits: [
      {
        start: statement.body.start,
        end: statement.body.start,
        text: `\n${indent}${signal}.throwIfAborted();`,
      },
    ],
  };
}

/** A signal that a function takes and never looks at. */
export const unusedSignals: Check = (checked) => {
  const { source, units } = checked;
  if (source.language.family !== 'script') return [];
  const mended = unstoppableCalls(checked).map(({ line }) => line);
  return units.flatMap(({ shape, symbol }): Finding[] => {
    if (shape.body === null || mended.some((line) => line >= symbol.line && line <= symbol.endLine)) return [];
    const takes = readParameters(source, shape.parameters).find(({ name }) => name === 'signal');
    if (takes === undefined || /\bsignal\b/.test(source.code.slice(shape.body.start, shape.body.end))) return [];
    return [
      {
        line: symbol.line,
        title: 'unused stop signal',
        weight: 'fault',
        message: `${inline(symbol.name)} takes a ${inline('signal')} and never looks at it, so a caller who stops it stops nothing.`,
        edits: [],
      },
    ];
  });
};
