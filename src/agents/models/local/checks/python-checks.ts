import { inline } from '../markdown.ts';
import { readParameters } from '../source/parameters.ts';
import { skipBlank, splitAtCommas } from '../source/walk-code.ts';
import { indentAt, lineAt, type Source } from '../source/source.ts';
import type { Check, Edit, Finding } from './finding.ts';

function isPython(source: Source): boolean {
  return source.language.family === 'python';
}

function scan(source: Source, form: RegExp, make: (match: RegExpExecArray) => Omit<Finding, 'line'> | null): Finding[] {
  if (!isPython(source)) return [];
  const findings: Finding[] = [];
  const pattern = new RegExp(form.source, 'gm');
  for (
    let match = pattern.exec(source.code);
    match !== null && findings.length < 40;
    match = pattern.exec(source.code)
  ) {
    const found = make(match);
    if (found !== null)
      findings.push({ ...found, line: lineAt(source, match.index + (match[0].length - match[0].trimStart().length)) });
  }
  return findings;
}

export const bareExcepts: Check = ({ source }) =>
  scan(source, /^[ \t]*except[ \t]*:/, (match) => ({
    title: 'catches everything',
    weight: 'risk',
    message: `A bare ${inline('except:')} also catches ${inline('KeyboardInterrupt')} and ${inline('SystemExit')}, so the program cannot be stopped here.`,
    edits: [
      {
        start: match.index,
        end: match.index + match[0].length,
        text: match[0].replace(/except[ \t]*:/, 'except Exception:'),
      },
    ],
  }));

export const comparedToNone: Check = ({ source }) =>
  scan(source, /(==|!=)[ \t]*None\b/, (match) => ({
    title: 'comparison with None',
    weight: 'note',
    message: `${inline('None')} is one object: ask with ${inline('is')}, which no class can redefine.`,
    edits: [
      { start: match.index, end: match.index + match[0].length, text: match[1] === '==' ? 'is None' : 'is not None' },
    ],
  }));

export const rangePastEnd: Check = ({ source }) =>
  scan(source, /range\(\s*len\(([\w.]{1,80})\)\s*\+\s*1\s*\)/, (match) => ({
    title: 'one step past the end',
    weight: 'risk',
    message: `The last round is ${inline(`len(${match[1] ?? ''})`)}, which is behind the last element.`,
    edits: [{ start: match.index, end: match.index + match[0].length, text: `range(len(${match[1] ?? ''}))` }],
  }));

export const sharedDefaults: Check = ({ source, units }) =>
  isPython(source)
    ? units.flatMap(({ shape, symbol }): Finding[] => {
        const body = shape.body;
        if (body === null) return [];
        return readParameters(source, shape.parameters).flatMap(({ name, defaultValue }): Finding[] => {
          if (defaultValue === null || !/^(?:\[\s*\]|\{\s*\}|set\(\)|list\(\)|dict\(\))$/.test(defaultValue)) return [];
          const edits = defaultToNone(source, { parameters: shape.parameters, body }, name, defaultValue);
          return [
            {
              line: symbol.line,
              title: 'shared default value',
              weight: 'fault',
              message: `The default of ${inline(name)} is made once, so every call without it shares the same ${inline(defaultValue)}.`,
              edits,
            },
          ];
        });
      })
    : [];

type Spans = { parameters: { start: number; end: number }; body: { start: number; end: number } };

function defaultToNone(source: Source, { parameters, body }: Spans, name: string, value: string): Edit[] {
  const part = splitAtCommas(source, parameters).find(({ start, end }) =>
    new RegExp(`^${name}\\b`).test(source.text.slice(start, end)),
  );
  if (part === undefined || !source.text.slice(Math.max(0, body.start - 40), body.start).includes('\n')) return [];
  const equals = source.text.indexOf('=', part.start);
  let at = skipBlank(source.text, body.start, body.end);
  const doc = /^[rbu]{0,2}("""|''')/i.exec(source.text.slice(at, at + 5));
  if (doc !== null) {
    const close = source.text.indexOf(doc[1] ?? '"""', at + doc[0].length);
    if (close < 0) return [];
    at = skipBlank(source.text, close + 3, body.end);
  }
  const indent = indentAt(source, at);
  return [
    { start: equals + 1, end: part.end, text: `${source.text.charAt(equals + 1) === ' ' ? ' ' : ''}None` },
    { start: at, end: at, text: `if ${name} is None:\n${indent}    ${name} = ${value}\n${indent}` },
  ];
}

/** Requests without a time limit, and files that nothing closes. */
export const pythonResources: Check = ({ source, units }) =>
  isPython(source)
    ? units.flatMap(({ facts }) =>
        facts.calls.flatMap((call): Finding[] => {
          const line = lineAt(source, call.start);
          const text = source.code.slice(call.arguments.start, call.arguments.end);
          if (
            /^requests\.(?:get|post|put|delete|patch|head|request)$/.test(call.name) &&
            !/\btimeout\b|\*\*/.test(text)
          ) {
            const last = splitAtCommas(source, call.arguments).at(-1);
            return [
              {
                line,
                title: 'request without a time limit',
                weight: 'fault',
                message: `${inline('requests')} waits for ever unless it is told not to. 10 seconds here, set what fits.`,
                edits: last === undefined ? [] : [{ start: last.end, end: last.end, text: ', timeout=10' }],
              },
            ];
          }
          const lineStart = source.code.lastIndexOf('\n', call.start - 1) + 1;
          if (call.name === 'open' && !/\bwith\b/.test(source.code.slice(lineStart, call.start))) {
            return [
              {
                line,
                title: 'file not closed',
                weight: 'risk',
                message: `When something raises between here and the close, the file stays open. ${inline('with open(…) as …:')} closes it in every case.`,
                edits: [],
              },
            ];
          }
          return [];
        }),
      )
    : [];
