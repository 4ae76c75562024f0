import type { Call } from '../explain/facts.ts';
import { inline } from '../markdown.ts';
import { readStatements } from '../source/read-statements.ts';
import type { Span } from '../source/scan-source.ts';
import { lineAt, type Source } from '../source/source.ts';
import { behindPair, skipBlank } from '../source/walk-code.ts';
import { findCallbacks } from '../source/read-function.ts';
import type { Check, Checked, Finding, Unit } from './finding.ts';

const promiseModules = /(?:^|\/)(?:fs\/promises|timers\/promises|dns\/promises|stream\/promises)$/;

/** What this file knows to give a promise: its own async functions, and imports from modules that give nothing else. */
function promiseNames({ source, outline }: Checked): Set<string> {
  const names = new Set(['fetch']);
  for (const { shape, name } of outline.symbols) {
    if (shape === null) continue;
    const returns = shape.returns === null ? '' : source.text.slice(shape.returns.start, shape.returns.end);
    if (shape.isAsync || returns.startsWith('Promise<')) names.add(name);
  }
  for (const { from, names: imported } of outline.imports) {
    if (promiseModules.test(from)) for (const name of imported) names.add(name);
  }
  return names;
}

/** The call that a statement consists of, where its last word is that call. */
function lastCall(source: Source, span: Span, calls: readonly Call[]): Call | null {
  for (let index = firstFrom(calls, span.start); index < calls.length; index += 1) {
    const call = calls[index];
    if (call === undefined || call.start >= span.end) break;
    const end = behindPair(source, call.arguments.start - 1, span.end);
    const isOuter = /^(?:this\.)?$/.test(source.code.slice(span.start, call.start));
    if (isOuter && skipBlank(source.code, end, span.end) >= span.end) return call;
  }
  return null;
}

/** The index of the first call at or behind a place; calls stand in order. */
function firstFrom(calls: readonly Call[], start: number): number {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A promise that nobody waits for: its failure is nobody's, and what follows runs too early. */
export const floatingPromises: Check = (checked) => {
  const { source, units } = checked;
  if (source.language.family !== 'script') return [];
  const known = promiseNames(checked);
  const seen = new Set<number>();
  return units.flatMap((unit) => {
    const findings: Finding[] = [];
    eachBlock(source, unit, (span, isAsync) => {
      for (const statement of readStatements(source, span)) {
        if (statement.kind !== 'expression' || seen.has(statement.start)) continue;
        const call = lastCall(source, statement.head, unit.facts.calls);
        const name = call?.name.split('.').at(-1) ?? '';
        if (call === null || call.isAwaited || !known.has(name) || !isBare(call.name)) continue;
        seen.add(statement.start);
        findings.push({
          line: lineAt(source, statement.start),
          title: 'promise not awaited',
          weight: 'fault',
          message: isAsync
            ? `${inline(`${call.name}(…)`)} gives a promise that nobody waits for: what follows runs before it is done, and its failure is lost.`
            : `${inline(`${call.name}(…)`)} gives a promise, and this function is not async. Make it async and await the call, or add ${inline('.catch(…)')}.`,
          edits: isAsync ? [{ start: statement.head.start, end: statement.head.start, text: 'await ' }] : [],
        });
      }
    });
    return findings;
  });
};

function isBare(name: string): boolean {
  return !name.includes('.') || name.startsWith('this.');
}

/** Every block of a function, the bodies of its callbacks too, with whether `await` may stand there. */
function eachBlock(source: Source, unit: Unit, see: (span: Span, isAsync: boolean) => void): void {
  const visit = (span: Span, isAsync: boolean, depth: number): void => {
    if (depth > 20) return;
    see(span, isAsync);
    for (const statement of readStatements(source, span)) {
      if (statement.shape !== null) continue;
      if (statement.body !== null && statement.kind !== 'class' && statement.kind !== 'type') {
        visit(statement.body, isAsync, depth + 1);
      }
      if (statement.kind === 'expression' || statement.kind === 'declare' || statement.kind === 'return') {
        for (const { body, isExpression, isAsync: inner } of findCallbacks(source, statement.head)) {
          if (body !== null && !isExpression) visit(body, inner, depth + 1);
        }
      }
    }
  };
  if (unit.shape.body !== null && !unit.shape.isExpression) visit(unit.shape.body, unit.shape.isAsync, 0);
}

/** `forEach` does not wait for an async function. */
export const asyncForEach: Check = ({ source, units }) =>
  source.language.family !== 'script'
    ? []
    : units.flatMap(({ facts }) =>
        facts.calls.flatMap((call): Finding[] => {
          if (!call.name.endsWith('.forEach')) return [];
          const callback = findCallbacks(source, call.arguments)[0];
          if (callback?.isAsync !== true || callback.body === null) return [];
          const list = call.name.slice(0, -'.forEach'.length);
          const end = behindPair(source, call.arguments.start - 1, source.code.length);
          const semicolon = source.code.charAt(end) === ';' ? end + 1 : end;
          const parameter = source.text.slice(callback.parameters.start, callback.parameters.end).trim();
          const body = source.text.slice(callback.body.start, callback.body.end);
          const lineStart = source.text.lastIndexOf('\n', call.start - 1) + 1;
          const isStatement = source.code.slice(lineStart, call.start).trim() === '';
          const isSafe =
            isStatement &&
            !callback.isExpression &&
            parameter !== '' &&
            !parameter.includes(',') &&
            !/\breturn\b/.test(body);
          return [
            {
              line: lineAt(source, call.start),
              title: 'forEach with an async function',
              weight: 'fault',
              message: `${inline('forEach')} starts them all and waits for none. ${isSafe ? 'A loop waits for each.' : `Use ${inline(`for (const … of ${list})`)}, or ${inline('await Promise.all(….map(…))')} to run them at once.`}`,
              edits: isSafe
                ? [{ start: call.start, end: semicolon, text: `for (const ${parameter} of ${list}) {${body}}` }]
                : [],
            },
          ];
        }),
      );

/** `new Promise(async …)`: what the function throws is lost. */
export const asyncExecutors: Check = ({ source, units }) =>
  units.flatMap(({ facts }) =>
    facts.calls.flatMap((call): Finding[] =>
      call.isNew &&
      call.name === 'Promise' &&
      /^\s*async\b/.test(source.code.slice(call.arguments.start, call.arguments.end))
        ? [
            {
              line: lineAt(source, call.start),
              title: 'async promise executor',
              weight: 'fault',
              message: `What an async function throws inside ${inline('new Promise(…)')} rejects nothing: the promise stays pending for ever. Await directly instead.`,
              edits: [],
            },
          ]
        : [],
    ),
  );
