import type { Desk } from '../desk.ts';
import { fileLink, inline, listWords, plainWords, plural, quoteLines } from '../markdown.ts';
import { firstParagraph } from '../explain/explain-document.ts';
import { narrate } from '../explain/narrate.ts';
import type { IndexedFile } from '../search/file-index.ts';
import { outlineOf } from '../source/outline.ts';
import { lastLine, type Source } from '../source/source.ts';
import { say, type Work } from '../work.ts';
import { parseJson, readScripts } from './list.ts';

const mainFile =
  /^(?:src\/|app\/|cmd\/[^/]+\/|lib\/)?(?:main|index|app|server|cli|__main__|manage|Program|Main)\.(?:ts|tsx|mts|js|mjs|cjs|py|go|rs|java|cs|c|cpp)$/;

/** How the workspace starts: what its manifest says, the file that runs first, and what that does. */
export async function* answerStart(desk: Desk): Work<void> {
  if (desk.workspaceName === null) {
    yield say('No folder is open, so there is nothing that could start. Open one, or attach its main file.');
    return;
  }
  yield* tellReadme(desk);
  const manifest = yield* readManifest(desk);
  const paths = (await desk.listFiles()).map(({ path }) => path);
  if (manifest !== null) yield say(...manifest.lines);
  else yield* tellOtherManifests(paths);
  const entry = findEntry(manifest?.entries ?? [], paths);
  if (entry === null) {
    yield say(
      'I found no file that looks like an entry point (a main, index, app or server file, or one that a manifest names).',
    );
    return;
  }
  yield* tellEntry(entry, desk);
}

/** What the workspace is: its README, its manifest, its folders. */
export async function* answerOverview(desk: Desk): Work<void> {
  if (desk.workspaceName === null) {
    yield say('No folder is open. Open one and ask again, or attach the files that you want described.');
    return;
  }
  yield* tellReadme(desk);
  const manifest = yield* readManifest(desk);
  if (manifest !== null) yield say(...manifest.lines);
  const files = yield* desk.index('');
  const folders = Map.groupBy(files, ({ path }) => folderOf(path));
  const listed = [...folders].sort((a, b) => b[1].length - a[1].length).slice(0, 14);
  yield say(
    `**Where things are** (${plural(files.length, 'file')})`,
    '',
    ...listed.map(([folder, inside]) => `- ${inline(folder)}: ${plural(inside.length, 'file')}${exportsOf(inside)}`),
  );
  yield say('Ask “how does this start?”, or “summarise” with a file’s name, to go on.');
}

/** The first folder of a path, and the second too below `src`. */
function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  if (folders.length === 0) return '(top)';
  return folders.slice(0, folders[0] === 'src' ? 2 : 1).join('/');
}

function exportsOf(files: readonly IndexedFile[]): string {
  const names = files.flatMap(({ symbols }) =>
    symbols.filter(
      ({ isExported, container, kind }) =>
        isExported && container === null && (kind === 'function' || kind === 'class'),
    ),
  );
  return names.length === 0
    ? ''
    : `, with ${listWords(
        names.map(({ name }) => inline(name)),
        5,
      )}`;
}

async function* tellReadme(desk: Desk): Work<void> {
  const readme = (await desk.listFiles()).find(({ path }) => /^readme(?:\.\w+)?$/i.test(path));
  if (readme === undefined) return;
  const source = yield* desk.read(readme.path);
  const paragraph = source === null ? null : firstParagraph(source.text.replace(/^#[^\n]*\n/, ''));
  if (paragraph !== null) yield say(`${fileLink(readme.path)} says: “${plainWords(paragraph, 500)}”`);
}

interface Manifest {
  readonly lines: readonly string[];
  readonly entries: readonly string[];
}

async function* readManifest(desk: Desk): Work<Manifest | null> {
  if (!(await desk.listFiles()).some(({ path }) => path === 'package.json')) return null;
  const source = yield* desk.read('package.json');
  const parsed = source === null ? null : parseJson(source.text);
  if (source === null || parsed === null) return null;
  const bin = parsed['bin'];
  const named = [
    parsed['main'],
    parsed['module'],
    parsed['browser'],
    ...(typeof bin === 'object' && bin !== null ? (Object.values(bin) as unknown[]) : [bin]),
  ];
  const entries = named.filter((value) => typeof value === 'string').map((path) => path.replace(/^\.\//, ''));
  const scripts = readScripts(source.text);
  const starts = scripts.filter(({ name }) => /^(?:start|dev|serve|watch|build|test|preview)/.test(name)).slice(0, 8);
  const lines = [
    `${fileLink('package.json')}${typeof parsed['name'] === 'string' ? ` (${inline(parsed['name'])})` : ''}${entries.length === 0 ? ' names no entry file' : ` names ${listWords(entries.map((path) => inline(path)))}`}${starts.length === 0 ? '.' : ', and these scripts:'}`,
    ...(starts.length === 0
      ? []
      : ['', ...starts.map(({ name, command }) => `- ${inline(`npm run ${name}`)} runs ${inline(command, 120)}`)]),
  ];
  const fromScripts = starts
    .toSorted((a, b) => order(a.name) - order(b.name))
    .flatMap(({ command }) => command.match(/[\w./-]+\.(?:tsx?|mts|cts|[mc]?js|py)\b/g) ?? []);
  return { lines, entries: [...fromScripts, ...entries].map((path) => path.replace(/^\.\//, '')) };
}

function order(name: string): number {
  return ['start', 'dev', 'serve'].findIndex((lead) => name.startsWith(lead)) + 1 || 9;
}

function* tellOtherManifests(paths: readonly string[]): Generator<ReturnType<typeof say>> {
  const ways: readonly (readonly [RegExp, string])[] = [
    [/^pyproject\.toml$|^setup\.py$|^requirements\.txt$/, 'a Python project'],
    [/^go\.mod$/, 'a Go module; `go run .` starts its main package'],
    [/^Cargo\.toml$/, 'a Rust crate; `cargo run` starts it'],
    [/^pom\.xml$|^build\.gradle(?:\.kts)?$/, 'a Java build'],
    [/\.(?:sln|csproj)$/, 'a .NET project; `dotnet run` starts it'],
    [/^Makefile$|^CMakeLists\.txt$/, 'built by make'],
  ];
  for (const path of paths) {
    const way = ways.find(([form]) => form.test(path));
    if (way !== undefined) yield say(`${fileLink(path)} makes this ${way[1]}.`);
  }
}

function findEntry(named: readonly string[], paths: readonly string[]): string | null {
  const known = new Set(paths);
  for (const path of named) {
    const guesses = [path, ...sourceGuesses(path)];
    const found = guesses.find((guess) => known.has(guess));
    if (found !== undefined) return found;
  }
  return (
    paths
      .filter((path) => mainFile.test(path))
      .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0] ?? null
  );
}

/** A built file has its source elsewhere: `dist/main.js` comes from `src/main.ts`. */
function sourceGuesses(path: string): string[] {
  const bare = path.replace(/^(?:dist|build|out|lib)\//, '').replace(/\.[mc]?js$/, '');
  return [`src/${bare}.ts`, `src/${bare}.tsx`, `${bare}.ts`, `src/${bare}.js`];
}

async function* tellEntry(path: string, desk: Desk): Work<void> {
  const source = yield* desk.read(path);
  if (source === null) return;
  const outline = outlineOf(source);
  const main = outline.symbols.find(
    ({ name, shape }) => /^(?:main|start|run|bootstrap|activate|serve|app|Main)$/.test(name) && shape?.body != null,
  );
  const top = narrate(source, { start: 0, end: source.text.length }).filter((line) =>
    /^- \[L\d+\]\([^)]*\) (?:Waits|Calls|Starts, without|If )/.test(line),
  );
  yield say(
    `**It starts in** ${fileLink(path)} (${plural(lastLine(source), 'line')}).${
      outline.imports.length === 0
        ? ''
        : ` That takes from ${listWords(
            outline.imports.map(({ from }) => inline(from)),
            8,
          )}.`
    }`,
  );
  if (top.length > 0 && top.length < 16) yield say('When it is loaded:', '', ...top);
  if (main?.shape?.body != null && !main.shape.isExpression) {
    yield say(`**${inline(main.name)}**, step by step:`, '', ...narrate(source, main.shape.body).slice(0, 24));
  } else if (top.length === 0) yield* quoteTop(source);
}

function* quoteTop(source: Source): Generator<ReturnType<typeof say>> {
  if (source.text.trim() !== '') yield say(quoteLines(source, 1, Math.min(lastLine(source), 24), 24));
}
