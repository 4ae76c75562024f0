import { inline } from '../markdown.ts';
import { lineAt, type Source } from '../source/source.ts';
import type { Check, Edit, Finding } from './finding.ts';

interface PatternCheck {
  readonly form: RegExp;
  readonly title: string;
  readonly weight: Finding['weight'];
  readonly message: (match: RegExpExecArray, source: Source) => string;
  readonly edits: (match: RegExpExecArray, source: Source) => Edit[];
}

function replaceWith(match: RegExpExecArray, text: string): Edit[] {
  return [{ start: match.index, end: match.index + match[0].length, text }];
}

/** Runs a pattern over the code, in which strings and comments are blank. */
function byPattern(check: PatternCheck, families: readonly string[]): Check {
  return ({ source }) => {
    if (!families.includes(source.language.family) && !families.includes(source.language.id)) return [];
    const findings: Finding[] = [];
    const form = new RegExp(check.form.source, 'gmu');
    for (let match = form.exec(source.code); match !== null && findings.length < 40; match = form.exec(source.code)) {
      findings.push({
        line: lineAt(source, match.index),
        title: check.title,
        weight: check.weight,
        message: check.message(match, source),
        edits: check.edits(match, source),
      });
      if (match[0] === '') form.lastIndex += 1;
    }
    return findings;
  };
}

const looseEquality = byPattern(
  {
    form: /(?<![=!<>])(==|!=)(?!=)(?!\s*null\b)/,
    title: 'loose comparison',
    weight: 'risk',
    message: (match) =>
      `${inline(match[0])} converts before it compares (${inline("'' == 0")} is true). ${inline(`${match[0]}=`)} does not.`,
    edits: (match) => replaceWith(match, `${match[0]}=`),
  },
  ['script'],
);

const pastTheEnd = byPattern(
  {
    form: /(for\s*\([^;\n]{0,120};\s*[\w$]{1,60}\s*)<=(\s*[\w$.]{1,80}\.(?:length|size\(\)|Length|Count)\s*;)/,
    title: 'one step past the end',
    weight: 'fault',
    message: () =>
      `The last round reads the element behind the last one. Indexes end at length minus one, so ${inline('<')} is meant.`,
    edits: (match) => replaceWith(match, `${match[1] ?? ''}<${match[2] ?? ''}`),
  },
  ['script', 'brace'],
);

const lastByLength = byPattern(
  {
    form: /\b([\w$]{1,60})\[\s*\1\.length\s*\](?!\s*=[^=])/,
    title: 'element behind the last one',
    weight: 'fault',
    message: (match) =>
      `${inline(match[0])} is always ${inline('undefined')}: the last element stands at length minus one.`,
    edits: (match) => replaceWith(match, `${match[1] ?? ''}[${match[1] ?? ''}.length - 1]`),
  },
  ['script'],
);

const comparedToNan = byPattern(
  {
    form: /([\w$.[\]]{1,80})\s*(===?|!==?)\s*NaN\b/,
    title: 'comparison with NaN',
    weight: 'fault',
    message: () => `Nothing is equal to ${inline('NaN')}, not even ${inline('NaN')}.`,
    edits: (match) =>
      replaceWith(match, `${match[2]?.startsWith('!') === true ? '!' : ''}Number.isNaN(${match[1] ?? ''})`),
  },
  ['script'],
);

const assignedCondition = byPattern(
  {
    form: /\bif\s*\(\s*([\w$.]{1,80})\s*=(?![=>])\s*([\w$.'" ]{1,80})\)/,
    title: 'assignment in a condition',
    weight: 'fault',
    message: (match) => `This sets ${inline(match[1] ?? '')} instead of comparing it.`,
    edits: (match, source) => {
      const at = match.index + match[0].indexOf('=');
      return [{ start: at, end: at + 1, text: source.language.family === 'script' ? '===' : '==' }];
    },
  },
  ['script', 'java', 'csharp', 'c', 'cpp'],
);

const looseParse = byPattern(
  {
    form: /\bparseInt\(\s*([\w$.]{1,80})\s*\)/,
    title: 'parseInt without a base',
    weight: 'note',
    message: () => 'Say the base, so that `0x10` is not read as sixteen.',
    edits: (match) => replaceWith(match, `parseInt(${match[1] ?? ''}, 10)`),
  },
  ['script'],
);

const looseNan = byPattern(
  {
    form: /(?<![.\w$])isNaN\(/,
    title: 'isNaN converts first',
    weight: 'note',
    message: () =>
      `${inline('isNaN')} turns its argument into a number first, so texts and ${inline('undefined')} count as NaN. ${inline('Number.isNaN')} does not.`,
    edits: () => [],
  },
  ['script'],
);

const assertedValue = byPattern(
  {
    form: /[\w$)\]]!(?=[.;,)\]]|$)/,
    title: 'assumed to be there',
    weight: 'note',
    message: (match, source) => {
      const line = source.text.slice(source.text.lastIndexOf('\n', match.index) + 1, match.index + match[0].length);
      return `The ${inline('!')} behind ${inline(line.slice(-40, -1).trim())} says that it is never null or undefined. If that ever fails, the error shows up somewhere else.`;
    },
    edits: () => [],
  },
  ['typescript', 'typescriptreact'],
);

const stringIdentity = byPattern(
  {
    form: /([\w.]{1,80})\s*(==|!=)\s*("[^"\n]{0,200}")/,
    title: 'strings compared by identity',
    weight: 'fault',
    message: () => `${inline('==')} asks whether it is the same object. ${inline('equals')} compares the text.`,
    edits: (match, source) => {
      const text = source.text.slice(match.index, match.index + match[0].length);
      const literal = text.slice(text.indexOf('"'));
      return replaceWith(match, `${match[2] === '!=' ? '!' : ''}${literal}.equals(${match[1] ?? ''})`);
    },
  },
  ['java'],
);

const blockedTasks = byPattern(
  {
    form: /\.(?:Result\b(?!\w)|Wait\(\))/,
    title: 'blocking on a task',
    weight: 'risk',
    message: () => 'This blocks the thread until the task is done and can deadlock; await it.',
    edits: () => [],
  },
  ['csharp'],
);

const unsafeCopies = byPattern(
  {
    form: /\b(?:strcpy|strcat|sprintf|gets)\s*\(/,
    title: 'copy without a limit',
    weight: 'fault',
    message: (match) =>
      `${inline(match[0].replace(/\s*\($/, ''))} writes as much as comes, past the end of the buffer. Use the form that takes a size.`,
    edits: () => [],
  },
  ['c', 'cpp'],
);

const unwraps = byPattern(
  {
    form: /\.(?:unwrap|expect)\(/,
    title: 'panics on failure',
    weight: 'risk',
    message: () =>
      `This ends the thread when there is nothing or an error. In a function that returns a ${inline('Result')}, ${inline('?')} passes it on.`,
    edits: () => [],
  },
  ['rust'],
);

const droppedGoErrors = byPattern(
  {
    form: /^[ \t]*(?:[\w]+,[ \t]*)?_[ \t]*:?=[ \t]*[\w.]{1,80}\(/,
    title: 'dropped error',
    weight: 'risk',
    message: () => `The result behind ${inline('_')} is usually the error. Check it, or say why it does not matter.`,
    edits: () => [],
  },
  ['go'],
);

const comments: Check = ({ source }) =>
  source.comments.flatMap((comment): Finding[] => {
    const text = source.text.slice(comment.start, Math.min(comment.end, comment.start + 400));
    const match = /\b(TODO|FIXME|HACK|XXX)\b[:\s]*([^\n*]{0,160})/.exec(text);
    if (match === null) return [];
    const words = (match[2] ?? '').trim();
    return [
      {
        line: lineAt(source, comment.start + match.index),
        title: 'left to do',
        weight: 'note',
        message: `Marked ${inline(match[1] ?? '')}${words === '' ? '.' : `: “${words.replace(/[*_[\]<>`]/g, '')}”.`}`,
        edits: [],
      },
    ];
  });

/** Checks that a pattern over the code can do, most telling first. */
export const expressionChecks: readonly Check[] = [
  looseEquality,
  pastTheEnd,
  lastByLength,
  comparedToNan,
  assignedCondition,
  looseParse,
  looseNan,
  assertedValue,
  stringIdentity,
  blockedTasks,
  unsafeCopies,
  unwraps,
  droppedGoErrors,
  comments,
];
