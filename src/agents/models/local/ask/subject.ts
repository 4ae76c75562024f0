import type { Desk } from '../desk.ts';
import type { Inquiry } from '../inquiry.ts';
import type { IndexedFile, IndexedSymbol } from '../search/file-index.ts';
import type { Work } from '../work.ts';
import { namesIn } from './question.ts';

/** What a question is about: a file, or something with a name in one. */
export interface Subject {
  readonly path: string;
  readonly symbol: IndexedSymbol | null;
}

/** Finds what the words name; with `it` or `that`, what the earlier answer was about. Best first. */
export async function* resolveSubjects(words: string, inquiry: Inquiry, desk: Desk): Work<Subject[]> {
  const files = yield* desk.index(words);
  const named = namesIn(words).flatMap((name) => [...filesNamed(files, name), ...symbolsNamed(files, name)]);
  if (named.length > 0) return distinct(named);
  const plain = plainNames(files, words);
  if (plain.length > 0 && !/^\W*(?:and|so|then)?\W*(?:what|where|who|how|why)\b.{0,40}\b(?:it|that)\b/i.test(words))
    return distinct(plain);
  if (/\b(?:it|its|that|this|they|them|there|those|these)\b/i.test(words)) {
    const before = fromEarlier(files, inquiry);
    if (before.length > 0) return before;
  }
  return distinct(plain);
}

function distinct(subjects: readonly Subject[]): Subject[] {
  const seen = new Set<string>();
  return subjects.filter(({ path, symbol }) => {
    const key = `${path} ${symbol?.name ?? ''} ${symbol?.line ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function filesNamed(files: readonly IndexedFile[], name: string): Subject[] {
  const wanted = name.toLowerCase().replace(/^\.?\//, '');
  if (wanted.length < 2) return [];
  return files
    .filter(({ path }) => {
      const lower = path.toLowerCase();
      return lower === wanted || lower.endsWith(`/${wanted}`) || baseName(lower) === wanted;
    })
    .map(({ path }) => ({ path, symbol: null }));
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
}

const namable = new Set<IndexedSymbol['kind']>([
  'function',
  'method',
  'class',
  'interface',
  'type',
  'enum',
  'constant',
]);

function symbolsNamed(files: readonly IndexedFile[], name: string): Subject[] {
  const last = name.split(/\.|::|#|->/).at(-1) ?? name;
  const owner = name.split(/\.|::|#|->/).at(-2);
  const find = (isSame: (symbol: IndexedSymbol) => boolean): Subject[] =>
    files.flatMap((file) =>
      file.symbols
        .filter((symbol) => namable.has(symbol.kind) && isSame(symbol))
        .map((symbol) => ({ path: file.path, symbol })),
    );
  const exact = find((symbol) => symbol.name === last && (owner === undefined || symbol.container === owner));
  const loose = exact.length > 0 ? exact : find(({ name: other }) => other === last);
  const any = loose.length > 0 ? loose : find(({ name: other }) => other.toLowerCase() === last.toLowerCase());
  return any.sort((a, b) => weight(b) - weight(a));
}

/** Of two things with one name the exported one in the code is meant, not the one in a test. */
function weight({ path, symbol }: Subject): number {
  const isTest = /(?:^|[./_-])(?:test|tests|spec)(?:[./_-])/.test(path);
  return (isTest ? 0 : 4) + (symbol?.isExported === true ? 2 : 0) + (symbol?.container === null ? 1 : 0);
}

const tooPlain = new Set(
  'a an and are at be by can do does for from get has have how i in is it its list main my name new of on or set show test that the them then there this to type use used value was what when where which who why will with work works you add run file files code data call calls called function functions class method where explain happens find me tell about between all any'.split(
    ' ',
  ),
);

/** Plain words that are names in the code, two or three of them joined too: `retry delay` is `retryDelay`. */
function plainNames(files: readonly IndexedFile[], words: string): Subject[] {
  const parts = words.match(/[\p{L}\p{N}_$]+/gu)?.slice(0, 60) ?? [];
  const lookup = new Map<string, Subject[]>();
  for (const file of files) {
    for (const symbol of file.symbols) {
      if (!namable.has(symbol.kind)) continue;
      const key = symbol.name.toLowerCase().replaceAll('_', '');
      const list = lookup.get(key) ?? [];
      list.push({ path: file.path, symbol });
      lookup.set(key, list);
    }
  }
  const found: Subject[] = [];
  for (const size of [4, 3, 2, 1]) {
    for (let at = 0; at + size <= parts.length; at += 1) {
      const joined = parts
        .slice(at, at + size)
        .join('')
        .toLowerCase();
      if (size === 1 && (tooPlain.has(joined) || joined.length < 3)) continue;
      const same = lookup.get(joined) ?? [];
      found.push(
        ...same
          .filter(({ symbol }) => size > 1 || isDistinct(symbol, parts[at] ?? ''))
          .sort((a, b) => weight(b) - weight(a)),
      );
    }
  }
  return found;
}

/** A single plain word names a thing that is called exactly so and stands at the top of a file. */
function isDistinct(symbol: IndexedSymbol | null, word: string): boolean {
  return symbol !== null && symbol.container === null && (symbol.name === word || /^[A-Z]/.test(symbol.name));
}

/** What the last answer began with: a name in bold, or the first place that it linked. */
function fromEarlier(files: readonly IndexedFile[], inquiry: Inquiry): Subject[] {
  const answer = inquiry.earlier.findLast(({ role }) => role === 'assistant')?.content ?? '';
  const asked = inquiry.earlier.findLast(({ role }) => role === 'user')?.content ?? '';
  const bold = /\*\*`([^`(]{1,120})/.exec(answer)?.[1];
  const fromBold = bold === undefined ? [] : symbolsNamed(files, bold.trim());
  if (fromBold.length > 0) return fromBold;
  const named = namesIn(asked).flatMap((name) => [...symbolsNamed(files, name), ...filesNamed(files, name)]);
  if (named.length > 0) return distinct(named);
  const link = /\[[^\]\n]{1,300}?:(\d+)(?:-\d+)?\]\(([^)\s#]{1,400})#L\d+\)/.exec(answer);
  if (link === null) return [];
  const path = decodePath(link[2] ?? '');
  const file = files.find((other) => other.path === path);
  const line = Number(link[1]);
  const symbol = file?.symbols.findLast(
    (other) => namable.has(other.kind) && other.line <= line + 3 && other.endLine >= line,
  );
  return file === undefined ? [] : [{ path, symbol: symbol ?? null }];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    // A stray percent sign in an older answer: the path is taken as it stands.
    if (cause instanceof URIError) return path;
    throw cause;
  }
}
