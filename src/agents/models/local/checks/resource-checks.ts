import { inline } from '../markdown.ts';
import { lineAt } from '../source/source.ts';
import type { Check, Finding } from './finding.ts';

interface Resource {
  readonly opens: RegExp;
  readonly closes: RegExp;
  readonly what: string;
  readonly how: string;
  readonly languages: readonly string[];
}

const resources: readonly Resource[] = [
  {
    opens: /(?:^|\.)setInterval$/,
    closes: /\bclearInterval\b/,
    what: 'A timer that repeats',
    how: 'keep what `setInterval` gives and clear it when the work ends',
    languages: ['script'],
  },
  {
    opens: /(?:^|\.)(?:createReadStream|createWriteStream|openSync)$|^(?:fs\.)?open$/,
    closes: /\.(?:close|destroy|end)\(|\bpipeline\(|closeSync|\bawait using\b|\.pipe\(/,
    what: 'A file handle',
    how: 'close it in a `finally`, or use `pipeline`',
    languages: ['script'],
  },
  {
    opens: /\.addEventListener$/,
    closes: /removeEventListener|\bonce\b|\bsignal\b/,
    what: 'A listener',
    how: 'remove it, or pass `{ once: true }` or `{ signal }`',
    languages: ['script'],
  },
  {
    opens: /^http\.(?:Get|Post|Head)$|\.Do$/,
    closes: /\.Body\.Close\(/,
    what: 'The body of a response',
    how: '`defer resp.Body.Close()` right behind the check of the error',
    languages: ['go'],
  },
  {
    opens: /^os\.(?:Open|Create|OpenFile)$/,
    closes: /\.Close\(/,
    what: 'A file',
    how: '`defer f.Close()` right behind the check of the error',
    languages: ['go'],
  },
  {
    opens:
      /^(?:FileInputStream|FileOutputStream|FileReader|BufferedReader|Scanner|StreamReader|StreamWriter|FileStream)$/,
    closes: /\.(?:close|Close|Dispose)\(|\btry\s*\(|\busing\b/,
    what: 'A stream',
    how: 'open it in a `try (…)` or `using`, which closes it in every case',
    languages: ['java', 'csharp'],
  },
  {
    opens: /^(?:malloc|calloc|realloc|strdup)$/,
    closes: /\bfree\s*\(|\breturn\s+\w+\s*;/,
    what: 'Memory',
    how: 'free it on every way out, the ways of errors too',
    languages: ['c', 'cpp'],
  },
];

/** Something that is opened in a function in which nothing closes it and which does not hand it out. */
export const unclosedResources: Check = ({ source, units }) =>
  units.flatMap(({ facts, shape, symbol }) => {
    if (shape.body === null) return [];
    const code = source.code.slice(shape.body.start, shape.body.end);
    return facts.calls.flatMap((call): Finding[] => {
      const resource = resources.find(
        ({ opens, languages }) =>
          (languages.includes(source.language.family) || languages.includes(source.language.id)) &&
          opens.test(call.name),
      );
      if (resource === undefined || resource.closes.test(code)) return [];
      const lineStart = source.code.lastIndexOf('\n', call.start) + 1;
      if (/\breturn\b/.test(source.code.slice(lineStart, call.start))) return [];
      return [
        {
          line: lineAt(source, call.start),
          title: 'opened and not closed',
          weight: 'risk',
          message: `${resource.what} is opened here, and nothing in ${inline(symbol.name)} ends it: ${resource.how}.`,
          edits: [],
        },
      ];
    });
  });
