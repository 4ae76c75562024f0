import { fileLink, inline, lineLink, listWords, plainWords, plural, quoteLines } from '../markdown.ts';
import { outlineOf } from '../source/outline.ts';
import { lastLine, type Source } from '../source/source.ts';
import { say, type WorkEvent } from '../work.ts';

/** Explains what is no program: prose by its headings, data by its keys. */
export function* explainDocument(source: Source): Generator<WorkEvent> {
  const { symbols } = outlineOf(source);
  const lines = plural(lastLine(source) - source.firstLine + 1, 'line');
  const kind = source.language.name === 'text' && source.language.id !== '' ? source.language.id : source.language.name;
  if (source.language.family === 'markdown') {
    yield say(
      `${fileLink(source.path)} is ${lines} of Markdown${symbols.length === 0 ? '' : ` in ${plural(symbols.length, 'section')}`}.`,
    );
    const intro = firstParagraph(source.text);
    if (intro !== null) yield say(`It begins: “${plainWords(intro, 400)}”`);
    if (symbols.length > 0)
      yield say(
        ...symbols.slice(0, 24).map(({ name, line }) => `- ${lineLink(source.path, line)} ${plainWords(name)}`),
      );
    return;
  }
  if (symbols.length > 0) {
    yield say(`${fileLink(source.path)} is ${lines} of ${kind} with ${plural(symbols.length, 'key')} at the top:`);
    yield say(
      ...symbols
        .slice(0, 30)
        .map(
          ({ name, line, start, end }) =>
            `- ${lineLink(source.path, line)} ${inline(name)}: ${describeValue(source.text.slice(start, end))}`,
        ),
    );
    return;
  }
  yield say(
    `${fileLink(source.path)} is ${lines} of ${kind}. Its structure is not one that I know, so here is how it begins.`,
  );
  if (source.text.trim() !== '')
    yield say(quoteLines(source, source.firstLine, Math.min(lastLine(source), source.firstLine + 19), 20));
}

function describeValue(text: string): string {
  const value = text.slice(text.indexOf(':') + 1).trim();
  if (value.startsWith('{')) {
    const keys = Array.from(value.slice(0, 4_000).matchAll(/"([^"\n]{1,60})"\s*:/g), (match) => inline(match[1] ?? ''));
    return keys.length === 0 ? 'an empty object' : `an object with ${listWords(keys, 8)}`;
  }
  if (value.startsWith('[')) return `a list, ${inline(value, 80)}`;
  if (value.includes('\n')) return plural(value.split('\n').length, 'line');
  return value === '' ? 'nothing' : inline(value, 100);
}

/** The first paragraph that is no heading, badge, list or code. */
export function firstParagraph(text: string): string | null {
  const blocks = text.slice(0, 20_000).split(/\n\s*\n/);
  const found = blocks.find(
    (block) => /^[\p{L}*_"“`[]/u.test(block.trim()) && !/^(?:\[!|<|!\[|```)/.test(block.trim()),
  );
  return found?.trim() ?? null;
}
