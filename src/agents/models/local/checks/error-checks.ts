import { inline } from '../markdown.ts';
import { lineAt, type Source } from '../source/source.ts';
import type { Statement } from '../source/statement.ts';
import { behindPair, splitAtCommas } from '../source/walk-code.ts';
import type { Check, Edit, Finding } from './finding.ts';

/** A `catch` without a word in it. */
export const emptyCatches: Check = ({ source, units }) =>
  units.flatMap(({ facts }) =>
    facts.catches.flatMap((statement): Finding[] => {
      const body = statement.body;
      if (body === null) return [];
      const code = source.code.slice(body.start, body.end).trim();
      if (code !== '' && code !== 'pass') return [];
      const isExplained = source.comments.some(({ start, end }) => start >= statement.start && end <= statement.end);
      const isPython = source.language.family === 'python';
      return [
        {
          line: lineAt(source, statement.start),
          title: 'swallowed error',
          weight: isExplained ? 'note' : 'risk',
          message: isExplained
            ? 'The error is dropped on purpose, as the comment says. Make sure that it is only the one that is meant.'
            : `Every error ends here unseen, a misspelt name too. ${isPython ? 'Name the exception that is expected' : 'Check for the error that is expected and throw the others again'}, or say in a comment why nothing is to be done.`,
          edits: [],
        },
      ];
    }),
  );

/** A new error that forgets the one it was made for. */
export const lostCauses: Check = ({ source, units }) =>
  source.language.family !== 'script'
    ? []
    : units.flatMap(({ facts }) => {
        const catches = facts.catches.filter(({ body }) => body !== null);
        return facts.throws.flatMap(({ statement, line }): Finding[] => {
          const holder = catches.findLast(({ start, end }) => start < statement.start && statement.end <= end);
          if (holder === undefined) return [];
          const edits = addCause(source, statement, holder);
          if (edits === null) return [];
          return [
            {
              line,
              title: 'cause lost',
              weight: 'risk',
              message: `The new error says nothing of the one that was caught. With ${inline('{ cause }')} its message and stack stay readable.`,
              edits,
            },
          ];
        });
      });

function addCause(source: Source, thrown: Statement, holder: Statement): Edit[] | null {
  const made = /^new\s+(?:Type|Range|Syntax)?Error\s*\(/.exec(source.code.slice(thrown.head.start, thrown.head.end));
  if (made === null || holder.body === null) return null;
  const open = thrown.head.start + made[0].length - 1;
  const span = { start: open + 1, end: behindPair(source, open, thrown.end) - 1 };
  if (splitAtCommas(source, span).length !== 1) return null;
  const binding = source.text.slice(holder.head.start, holder.head.end).replace(/:.*$/s, '').trim();
  if (binding !== '' && !/^[\w$]+$/.test(binding)) return null;
  const cause = binding === '' || binding === 'cause' ? '{ cause }' : `{ cause: ${binding} }`;
  const edits: Edit[] = [{ start: span.end, end: span.end, text: `, ${cause}` }];
  if (binding === '') {
    const at = holder.start + 'catch'.length;
    edits.push({ start: at, end: at, text: ' (cause)' });
  }
  return edits;
}

/** `throw 'text'`: no stack, and no `instanceof Error`. */
export const thrownStrings: Check = ({ source, units }) =>
  source.language.family !== 'script'
    ? []
    : units.flatMap(({ facts }) =>
        facts.throws.flatMap(({ statement, line }): Finding[] => {
          const { start, end } = statement.head;
          if (!/^(["'`])\s*\1$/.test(source.code.slice(start, end))) return [];
          return [
            {
              line,
              title: 'text thrown instead of an error',
              weight: 'fault',
              message: 'A thrown text has no stack, and handlers that ask for `instanceof Error` pass it by.',
              edits: [
                { start, end: start, text: 'new Error(' },
                { start: end, end, text: ')' },
              ],
            },
          ];
        }),
      );

/** `JSON.parse` outside of any `try`: one bad character ends the caller. */
export const unguardedParses: Check = ({ source, units }) =>
  source.language.family !== 'script'
    ? []
    : units.flatMap(({ facts, shape }) => {
        if (facts.catches.length > 0 || shape.body === null) return [];
        return facts.calls
          .filter(({ name }) => name === 'JSON.parse')
          .map(({ start }): Finding => ({
            line: lineAt(source, start),
            title: 'parse that may throw',
            weight: 'note',
            message: `${inline('JSON.parse')} throws on anything that is not JSON, and nothing here catches that. Fine if the text is your own; else decide what a broken one means.`,
            edits: [],
          }));
      });
