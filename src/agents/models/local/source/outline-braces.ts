import { createDocFinder } from './doc-comment.ts';
import { lineAt, type Source } from './source.ts';
import type { CodeSymbol, ImportedNames, Outline, SymbolKind } from './symbol.ts';
import { behindPair, findInside, insidePair, skipBlank } from './walk-code.ts';

interface Pattern {
  readonly kind: SymbolKind;
  /** Group `name`, and `of` for the type that a method belongs to. The match ends before `(`, `<` or `{`. */
  readonly form: RegExp;
}

const notNames = new Set(
  'if for while switch catch return else do sizeof using lock foreach fixed new throw await typeof'.split(' '),
);

const access =
  '(?:(?:public|private|protected|internal|static|final|abstract|virtual|override|async|sealed|synchronized|default|partial|readonly|unsafe|extern|native)[ \\t]+){0,6}';
const typeName = '[A-Za-z_][\\w.]{0,80}(?:<[^;{}()\\n]{0,120}>)?(?:\\[\\]){0,3}\\??';

const go: readonly Pattern[] = [
  { kind: 'method', form: /^func[ \t]+\([^)\n]{0,120}?\*?(?<of>\w+)(?:\[[^\]\n]{0,60}\])?\)[ \t]*(?<name>\w+)/ },
  { kind: 'function', form: /^func[ \t]+(?<name>\w+)/ },
  { kind: 'interface', form: /^type[ \t]+(?<name>\w+)[ \t]+interface\b/ },
  { kind: 'class', form: /^type[ \t]+(?<name>\w+)[ \t]+struct\b/ },
  { kind: 'type', form: /^type[ \t]+(?<name>\w+)/ },
  { kind: 'constant', form: /^(?:const|var)[ \t]+(?<name>\w+)/ },
];

const rust: readonly Pattern[] = [
  {
    kind: 'function',
    form: /^\s*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?(?:(?:const|async|unsafe|extern)[ \t]+){0,3}fn[ \t]+(?<name>\w+)/,
  },
  { kind: 'class', form: /^\s*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?struct[ \t]+(?<name>\w+)/ },
  { kind: 'enum', form: /^\s*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?enum[ \t]+(?<name>\w+)/ },
  { kind: 'interface', form: /^\s*(?:pub(?:\([^)\n]{0,40}\))?[ \t]+)?trait[ \t]+(?<name>\w+)/ },
  { kind: 'type', form: /^\s*(?:pub[ \t]+)?(?:type|mod)[ \t]+(?<name>\w+)/ },
  { kind: 'class', form: /^impl\b(?:<[^{}\n]{0,80}>)?[ \t]+(?:[\w:<>, ']{1,80}[ \t]+for[ \t]+)?(?<name>\w+)/ },
  { kind: 'constant', form: /^(?:pub[ \t]+)?(?:const|static)[ \t]+(?<name>\w+)/ },
];

const curly: readonly Pattern[] = [
  { kind: 'class', form: new RegExp(`^\\s*${access}(?:class|struct|record)[ \\t]+(?<name>\\w+)`) },
  { kind: 'interface', form: new RegExp(`^\\s*${access}interface[ \\t]+(?<name>\\w+)`) },
  { kind: 'enum', form: new RegExp(`^\\s*${access}enum[ \\t]+(?:class[ \\t]+)?(?<name>\\w+)`) },
  { kind: 'type', form: /^\s*(?:namespace)[ \t]+(?<name>[\w.:]+)/ },
  { kind: 'constant', form: /^#define[ \t]+(?<name>\w+)/ },
  {
    kind: 'method',
    form: new RegExp(
      `^\\s*${access}(?:<[^<>\\n]{0,80}>[ \\t]+)?(?:(?:const|inline|constexpr|unsigned|struct)[ \\t]+){0,3}${typeName}[ \\t*&]+(?:(?<of>\\w+)::)?(?<name>~?\\w+)[ \\t]*\\(`,
    ),
  },
  { kind: 'method', form: /^\s*(?:(?:public|private|protected|internal)[ \t]+)(?<name>\w+)[ \t]*\(/ },
  { kind: 'method', form: /^(?<of>\w+)::(?<name>~?\w+)[ \t]*\(/ },
];

const patternsOf: Readonly<Record<string, readonly Pattern[]>> = { go, rust };

/** Lines longer than this hold no declaration that people wrote. */
const longestLine = 600;

/** The outline of languages with braces, by patterns over lines: names and extents, not a grammar. */
export function outlineBraces(source: Source): Outline {
  const patterns = patternsOf[source.language.id] ?? curly;
  const findDoc = createDocFinder(source);
  const symbols: CodeSymbol[] = [];
  const open: CodeSymbol[] = [];
  source.lineStarts.forEach((start, index) => {
    const end = source.lineStarts[index + 1] ?? source.code.length;
    if (end - start > longestLine || end - start < 4) return;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= start) open.pop();
    const container = open.at(-1);
    if (container !== undefined && container.shape !== null) return;
    const symbol = readLine(source, { start, end }, patterns, container ?? null);
    if (symbol === null) return;
    const documented = { ...symbol, doc: findDoc(skipAttributes(source, symbol.start)) };
    symbols.push(documented);
    if (symbol.body !== null || symbol.shape !== null) open.push(documented);
  });
  return { symbols, imports: readImports(source) };
}

/** Attributes such as `#[derive]`, `[HttpGet]` and `@Override` stand between a comment and its declaration. */
function skipAttributes(source: Source, start: number): number {
  let at = start;
  for (let lines = 0; lines < 8; lines += 1) {
    const previous = source.code.lastIndexOf('\n', at - 2) + 1;
    if (previous >= at || !/^\s*(?:#\[|\[|@)\w/.test(source.code.slice(previous, Math.min(at, previous + 80))))
      return at;
    at = previous;
  }
  return at;
}

function readLine(
  source: Source,
  line: { start: number; end: number },
  patterns: readonly Pattern[],
  container: CodeSymbol | null,
): CodeSymbol | null {
  const text = source.code.slice(line.start, line.end);
  for (const { kind, form } of patterns) {
    const match = form.exec(text);
    const name = match?.groups?.['name'];
    if (match === null || name === undefined || (patterns === curly && notNames.has(name))) continue;
    if (kind === 'method' && /^\s*(?:return|else|new|throw|await|delete|goto|case)\b/.test(text)) continue;
    const start = line.start + (text.length - text.trimStart().length);
    const nameEnd = line.start + match[0].replace(/\($/, '').length;
    const isFunction = kind === 'method' || kind === 'function';
    const extent = isFunction ? functionExtent(source, nameEnd, name, text) : blockExtent(source, nameEnd);
    if (isFunction && extent.shape === null) continue;
    const of = match.groups?.['of'] ?? container?.name ?? null;
    const isMethod = isFunction && of !== null;
    return {
      kind: isFunction ? (isMethod ? 'method' : 'function') : kind,
      name,
      container: of,
      start,
      end: extent.end,
      line: lineAt(source, start),
      endLine: lineAt(source, Math.max(start, extent.end - 1)),
      isExported: isPublic(source, text, name),
      shape: extent.shape,
      body: extent.body,
      doc: null,
    };
  }
  return null;
}

function isPublic(source: Source, line: string, name: string): boolean {
  if (source.language.id === 'go') return /^[A-Z]/.test(name);
  if (source.language.id === 'rust') return /\bpub\b/.test(line);
  if (source.language.id === 'java' || source.language.id === 'csharp') return /\bpublic\b/.test(line);
  return !/^\s*static\b/.test(line);
}

type Extent = Pick<CodeSymbol, 'shape' | 'body'> & { end: number };

function functionExtent(source: Source, nameEnd: number, name: string, line: string): Extent {
  const { code } = source;
  const none = { shape: null, body: null, end: nameEnd };
  let at = findInside(code, '(', { start: nameEnd, end: nameEnd + 200 });
  if (at < 0) return none;
  const parameters = insidePair(source, at, code.length);
  at = behindPair(source, at, code.length);
  const resultStart = at;
  for (let steps = 0; at < code.length && steps < 400; steps += 1, at += 1) {
    const character = code.charAt(at);
    if (character === '{' || character === ';') break;
    if (character === '=' || character === '}') break;
    if (character === '(') at = behindPair(source, at, code.length) - 1;
  }
  const hasBody = code.charAt(at) === '{';
  if (!hasBody && !(code.charAt(at) === ';' || code.startsWith('=>', at))) return none;
  // A call that ends with `;` looks like a declaration without a body, so only headers may have none.
  if (!hasBody && !/\b(?:abstract|extern|fn)\b/.test(line) && !source.path.endsWith('.h') && !code.startsWith('=>', at))
    return none;
  const resultText = code.slice(resultStart, at);
  const resultLead = /^\s*(?:->)?\s*/.exec(resultText)?.[0].length ?? 0;
  const result = {
    start: resultStart + resultLead,
    end: Math.max(resultStart + resultLead, resultStart + resultText.trimEnd().length),
  };
  const end = hasBody ? behindPair(source, at, code.length) : Math.min(code.length, at + 1);
  return {
    shape: {
      name,
      parameters,
      returns: result.end > result.start ? result : null,
      body: hasBody ? insidePair(source, at, code.length) : null,
      isExpression: false,
      isAsync: /\basync\b/.test(line),
      isGenerator: false,
    },
    body: null,
    end,
  };
}

function blockExtent(source: Source, nameEnd: number): Extent {
  const { code } = source;
  for (let at = nameEnd; at < Math.min(code.length, nameEnd + 600); at += 1) {
    const character = code.charAt(at);
    if (character === '{') {
      return { shape: null, body: insidePair(source, at, code.length), end: behindPair(source, at, code.length) };
    }
    if (character === ';') return { shape: null, body: null, end: at + 1 };
    if (character === '\n' && !/^\s*[{:]/.test(code.slice(at, at + 60))) return { shape: null, body: null, end: at };
  }
  return { shape: null, body: null, end: Math.min(code.length, nameEnd + 1) };
}

const importForms: Readonly<Record<string, RegExp>> = {
  rust: /^\s*(?:pub\s+)?use\s+([^;\n]{1,200})/gm,
  java: /^import\s+(?:static\s+)?([\w.*]{1,200})/gm,
  csharp: /^using\s+(?:static\s+)?([\w.]{1,200})\s*;/gm,
  c: /^#include\s*[<"]([^>"\n]{1,200})/gm,
  cpp: /^#include\s*[<"]([^>"\n]{1,200})/gm,
};

function readImports(source: Source): ImportedNames[] {
  if (source.language.id === 'go') return readGoImports(source);
  const form = importForms[source.language.id];
  if (form === undefined) return [];
  return Array.from(source.text.matchAll(form), (match) =>
    toImport(source, match[1] ?? '', match.index, match[0].length),
  );
}

function toImport(source: Source, from: string, start: number, length: number): ImportedNames {
  const name = /(\w+)[^\w]*$/.exec(from)?.[1];
  return {
    from: from.trim(),
    names: name === undefined ? [] : [name],
    line: lineAt(source, start),
    span: { start, end: start + length },
  };
}

function readGoImports(source: Source): ImportedNames[] {
  const start = /^import\b/m.exec(source.code)?.index;
  if (start === undefined) return [];
  const at = skipBlank(source.code, start + 6, source.code.length);
  const end =
    source.code.charAt(at) === '(' ? behindPair(source, at, source.code.length) : source.text.indexOf('\n', at);
  const block = source.text.slice(at, end < 0 ? undefined : end);
  return Array.from(block.matchAll(/"([^"\n]{1,200})"/g), (match) =>
    toImport(source, match[1] ?? '', at + match.index, match[0].length),
  );
}
