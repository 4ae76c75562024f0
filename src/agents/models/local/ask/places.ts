import { introduce } from '../explain/describe-symbol.ts';
import type { Desk, WordPlace } from '../desk.ts';
import { fileLink, inline, placeLink, plural, quoteLines } from '../markdown.ts';
import { outlineOf } from '../source/outline.ts';
import { docStart } from '../search/passages.ts';
import { say, type Work } from '../work.ts';
import type { Subject } from './subject.ts';
import { resolvesTo } from '../explain/explain.ts';

const mostPlaces = 12;

/** Where something is used: imports apart from uses, grouped by file. */
export async function* answerUsed(subject: Subject, desk: Desk): Work<void> {
  if (subject.symbol === null) {
    yield* answerFileUsed(subject.path, desk);
    return;
  }
  const { name, line, endLine } = subject.symbol;
  const { places, files } = yield* desk.findWord(name);
  const isOwn = (place: WordPlace): boolean =>
    place.path === subject.path && place.line >= line && place.line <= endLine;
  const others = places.filter((place) => !isOwn(place));
  const imports = others.filter(({ text }) => /^(?:import|from|use|using)\b|^export\s*\{|^\} from/.test(text));
  const uses = others.filter((place) => !imports.includes(place));
  const inside = places.filter((place) => isOwn(place) && place.line > line);
  const defined = placeLink(subject.path, line, endLine);
  if (uses.length === 0) {
    const only = imports.length === 0 ? '' : ` It is imported in ${plural(imports.length, 'place')}, and used in none.`;
    yield say(
      `**${inline(name)}** (${defined}) is not used anywhere else in the ${plural(files, 'file')} that I looked at.${only}`,
    );
  } else {
    const inFiles = new Set(uses.map(({ path }) => path)).size;
    yield say(
      `**${inline(name)}** (${defined}) is used in ${plural(uses.length, 'place')} in ${plural(inFiles, 'file')}:`,
    );
    yield say(
      ...uses.slice(0, mostPlaces).map((place) => `- ${placeLink(place.path, place.line)} ${inline(place.text, 100)}`),
      ...more(uses.length),
    );
  }
  const first = uses[0];
  if (first !== undefined && uses.length <= 2) yield* quoteAround(first, desk);
  if (inside.length > 0 && subject.symbol.kind === 'function') {
    yield say(
      `It also names itself on line ${inside
        .map((place) => place.line)
        .slice(0, 5)
        .join(', ')}.`,
    );
  }
}

function more(count: number): string[] {
  return count > mostPlaces ? [`- …and ${count - mostPlaces} more`] : [];
}

/** The function around a use. */
async function* quoteAround(place: WordPlace, desk: Desk): Work<void> {
  const source = yield* desk.read(place.path);
  if (source === null) return;
  const holder = outlineOf(source).symbols.findLast(
    ({ line, endLine, shape }) => shape !== null && line <= place.line && endLine >= place.line,
  );
  const start =
    holder !== undefined && holder.endLine - holder.line < 30
      ? holder.line
      : Math.max(source.firstLine, place.line - 4);
  const end = holder !== undefined && holder.endLine - holder.line < 30 ? holder.endLine : place.line + 4;
  yield say(quoteLines(source, start, end));
}

async function* answerFileUsed(path: string, desk: Desk): Work<void> {
  const files = yield* desk.index(path);
  const users = files.flatMap((file) =>
    file.imports
      .filter(({ from }) => resolvesTo(file.path, from, path))
      .map(
        ({ line, names }) =>
          `- ${placeLink(file.path, line)}${
            names.length === 0
              ? ''
              : ` takes ${names
                  .slice(0, 6)
                  .map((name) => inline(name))
                  .join(', ')}`
          }`,
      ),
  );
  if (users.length === 0) yield say(`No file that I looked at imports ${fileLink(path)}.`);
  else yield say(`${fileLink(path)} is imported by ${plural(users.length, 'file')}:`, '', ...users.slice(0, 20));
}

/** Where something is defined, with the definition. */
export async function* answerDefined(subjects: readonly Subject[], desk: Desk): Work<boolean> {
  let told = 0;
  for (const { path, symbol } of subjects.slice(0, 3)) {
    const source = yield* desk.read(path);
    if (source === null) continue;
    if (symbol === null) {
      yield say(`That is the file ${fileLink(path)}, ${plural(source.lineStarts.length, 'line')}.`);
      told += 1;
      continue;
    }
    const found = outlineOf(source).symbols.find(({ name, line }) => name === symbol.name && line === symbol.line);
    if (found === undefined) continue;
    yield say(introduce(source, { ...found, doc: null }));
    if (told === 0) yield say(quoteLines(source, docStart(source, found), found.endLine, 24));
    told += 1;
  }
  return told > 0;
}
