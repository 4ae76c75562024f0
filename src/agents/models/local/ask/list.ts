import type { Desk } from '../desk.ts';
import type { Inquiry } from '../inquiry.ts';
import { fileLink, inline, lineLink, placeLink, plural } from '../markdown.ts';
import type { IndexedFile, IndexedSymbol } from '../search/file-index.ts';
import { termsOf } from '../search/terms.ts';
import { lineAt } from '../source/source.ts';
import { say, type Work } from '../work.ts';
import type { Listed } from './question.ts';
import { resolveSubjects } from './subject.ts';

const mostListed = 60;

const kindsOf: Readonly<Partial<Record<Listed, readonly IndexedSymbol['kind'][]>>> = {
  functions: ['function', 'method'],
  methods: ['method'],
  classes: ['class'],
  types: ['interface', 'type', 'enum'],
  constants: ['constant'],
  tests: ['test'],
  exports: ['function', 'class', 'interface', 'type', 'enum', 'constant'],
  symbols: ['function', 'method', 'class', 'interface', 'type', 'enum', 'constant', 'section', 'key'],
};

interface Scope {
  readonly files: readonly IndexedFile[];
  readonly words: string;
}

/** Which files a list is about: those that are named, a folder, what is attached with “this file”, or all. */
async function* scopeOf(rest: string, inquiry: Inquiry, desk: Desk): Work<Scope> {
  const files = yield* desk.index(rest);
  const folder = files.filter(
    ({ path }) =>
      rest !== '' && rest.split(' ').some((word) => word.length > 1 && path.startsWith(`${word.replace(/\/$/, '')}/`)),
  );
  if (folder.length > 0) return { files: folder, words: ` in ${inline(rest)}` };
  const subjects =
    rest === '' ? [] : (yield* resolveSubjects(rest, inquiry, desk)).filter(({ symbol }) => symbol === null);
  const named = files.filter(({ path }) => subjects.some((subject) => subject.path === path));
  if (named.length > 0) return { files: named, words: ` in ${named.map(({ path }) => fileLink(path)).join(', ')}` };
  const item = inquiry.items[0];
  if (item !== undefined && (inquiry.isFreshContext || /\bthis\b/i.test(inquiry.words))) {
    const attached = files.filter(({ path }) => inquiry.items.some((other) => other.path === path));
    if (attached.length > 0)
      return { files: attached.slice(0, inquiry.items.length), words: ` in ${fileLink(item.path)}` };
  }
  const wanted = termsOf(rest);
  const byPath =
    wanted.length === 0 ? [] : files.filter(({ path }) => wanted.every((term) => termsOf(path).includes(term)));
  if (byPath.length > 0) return { files: byPath, words: ` in files named ${inline(rest)}` };
  return { files, words: '' };
}

/** Lists or counts. */
export async function* answerList(
  what: Listed,
  rest: string,
  options: { inquiry: Inquiry; desk: Desk; isCount: boolean },
): Work<void> {
  const { inquiry, desk, isCount } = options;
  if (desk.workspaceName === null && desk.items.length === 0) {
    yield say(
      'No folder is open and nothing is attached, so there is nothing to list. Open a folder or attach a file.',
    );
    return;
  }
  const scope = yield* scopeOf(rest, inquiry, desk);
  if (what === 'files') yield* listFiles(scope, isCount);
  else if (what === 'lines') yield* countLines(scope);
  else if (what === 'todos') yield* listTodos(scope, desk);
  else if (what === 'imports') yield* listImports(scope);
  else if (what === 'scripts') yield* listScripts(desk);
  else yield* listSymbols(what, scope, { isCount, words: inquiry.words });
}

function* listFiles({ files, words }: Scope, isCount: boolean): Generator<ReturnType<typeof say>> {
  const byLanguage = new Map<string, number>();
  for (const { languageName } of files) byLanguage.set(languageName, (byLanguage.get(languageName) ?? 0) + 1);
  const languages = [...byLanguage].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} ${name}`);
  yield say(`${plural(files.length, 'readable file')}${words}: ${languages.join(', ')}.`);
  if (isCount) return;
  yield say(
    ...files.slice(0, mostListed).map(({ path, lineCount }) => `- ${fileLink(path)}, ${plural(lineCount, 'line')}`),
    ...rest(files.length),
  );
}

function rest(count: number): string[] {
  return count > mostListed ? [`- …and ${plural(count - mostListed, 'more', 'more')}`] : [];
}

function* countLines({ files, words }: Scope): Generator<ReturnType<typeof say>> {
  const total = files.reduce((sum, { lineCount }) => sum + lineCount, 0);
  yield say(`${plural(total, 'line')}${words} in ${plural(files.length, 'file')}.`);
  const longest = files.toSorted((a, b) => b.lineCount - a.lineCount).slice(0, 5);
  if (files.length > 1)
    yield say(
      'The longest:',
      '',
      ...longest.map(({ path, lineCount }) => `- ${fileLink(path)}, ${plural(lineCount, 'line')}`),
    );
}

async function* listTodos({ files, words }: Scope, desk: Desk): Work<void> {
  const lines: string[] = [];
  for (const { path } of files) {
    const source = await desk.readQuietly(path);
    await desk.pause();
    if (source === null) continue;
    for (const comment of source.comments) {
      const text = source.text.slice(comment.start, Math.min(comment.end, comment.start + 2_000));
      for (const match of text.matchAll(/\b(TODO|FIXME|HACK|XXX)\b[^\n*]{0,160}/g)) {
        lines.push(`- ${placeLink(path, lineAt(source, comment.start + match.index))} ${inline(match[0], 120)}`);
      }
    }
  }
  if (lines.length === 0) yield say(`No comment${words} says TODO, FIXME, HACK or XXX.`);
  else
    yield say(
      `${plural(lines.length, 'note')}${words} left to do:`,
      '',
      ...lines.slice(0, mostListed),
      ...rest(lines.length),
    );
}

function* listImports({ files, words }: Scope): Generator<ReturnType<typeof say>> {
  const users = new Map<string, string[]>();
  for (const { path, imports } of files) {
    for (const { from, line } of imports) users.set(from, [...(users.get(from) ?? []), placeLink(path, line)]);
  }
  if (users.size === 0) {
    yield say(`Nothing is imported${words}.`);
    return;
  }
  const sorted = [...users].sort((a, b) => b[1].length - a[1].length);
  yield say(`${plural(users.size, 'module')} imported${words}:`);
  yield say(
    ...sorted
      .slice(0, mostListed)
      .map(
        ([from, places]) =>
          `- ${inline(from)} in ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}`,
      ),
    ...rest(sorted.length),
  );
}

async function* listScripts(desk: Desk): Work<void> {
  const source = yield* desk.read('package.json');
  const scripts = source === null ? [] : readScripts(source.text);
  if (scripts.length === 0) yield say('There is no package.json with scripts at the top of the workspace.');
  else
    yield say(
      `${fileLink('package.json')} has ${plural(scripts.length, 'script')}:`,
      '',
      ...scripts.map(({ name, command }) => `- ${inline(`npm run ${name}`)}: ${inline(command, 120)}`),
    );
}

/** The scripts of a package.json; none where it is not one. */
export function readScripts(text: string): { name: string; command: string }[] {
  const parsed = parseJson(text);
  const scripts = parsed?.['scripts'];
  if (typeof scripts !== 'object' || scripts === null) return [];
  return Object.entries(scripts).flatMap(([name, command]) => (typeof command === 'string' ? [{ name, command }] : []));
}

export function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

const names: Readonly<Partial<Record<Listed, readonly [string, string]>>> = {
  functions: ['function', 'functions'],
  methods: ['method', 'methods'],
  classes: ['class', 'classes'],
  types: ['type', 'types'],
  constants: ['constant', 'constants'],
  tests: ['test', 'tests'],
  exports: ['export', 'exports'],
  symbols: ['name', 'names'],
};

function* listSymbols(
  what: Listed,
  { files, words }: Scope,
  options: { isCount: boolean; words: string },
): Generator<ReturnType<typeof say>> {
  const kinds = new Set(kindsOf[what] ?? []);
  const onlyExported = what === 'exports' || /\bexported\b|\bpublic\b/i.test(options.words);
  const found = files
    .map((file) => ({
      file,
      symbols: file.symbols.filter(({ kind, isExported }) => kinds.has(kind) && (!onlyExported || isExported)),
    }))
    .filter(({ symbols }) => symbols.length > 0);
  const total = found.reduce((sum, { symbols }) => sum + symbols.length, 0);
  const [one, many] = names[what] ?? ['name', 'names'];
  if (total === 0) {
    yield say(
      `There are no ${many}${words} that I can tell${words === '' ? ` in ${plural(files.length, 'file')}` : ''}.`,
    );
    return;
  }
  yield say(
    `${plural(total, one, many)}${words === '' || found.length > 1 ? `${words} in ${plural(found.length, 'file')}` : words}${options.isCount ? '.' : ':'}`,
  );
  if (options.isCount) {
    const most = found.toSorted((a, b) => b.symbols.length - a.symbols.length).slice(0, 5);
    if (found.length > 1)
      yield say('Most of them:', '', ...most.map(({ file, symbols }) => `- ${fileLink(file.path)}: ${symbols.length}`));
    return;
  }
  let shown = 0;
  for (const { file, symbols } of found) {
    if (shown >= mostListed) break;
    const part = symbols.slice(0, mostListed - shown);
    shown += part.length;
    yield say(
      ...(found.length > 1 ? [fileLink(file.path), ''] : []),
      ...part.map(
        (symbol) =>
          `- ${lineLink(file.path, symbol.line)} ${inline(symbol.container === null ? symbol.name : `${symbol.container}.${symbol.name}`)}${what === 'exports' || what === 'symbols' ? `, ${symbol.kind}` : ''}`,
      ),
    );
  }
  if (shown < total) yield say(`…and ${total - shown} more. Name a file or a folder to see the rest.`);
}
