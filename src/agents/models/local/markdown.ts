import { linesBetween, type Source } from './source/source.ts';

/** A fence that nothing in the text can close. */
export function fenced(text: string, languageId: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${languageId}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** Code inside a sentence, on one line, cut where it is long. */
export function inline(code: string, most = 80): string {
  const flat = code.replace(/\s+/g, ' ').trim();
  const cut = flat.length > most ? `${flat.slice(0, most - 1).trimEnd()}…` : flat;
  if (cut === '') return '` `';
  const longest = (cut.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
  if (longest === 0) return `\`${cut}\``;
  const tick = '`'.repeat(longest + 1);
  return `${tick} ${cut} ${tick}`;
}

/** Words of a file inside a sentence: nothing in them may begin a link, an image, emphasis or HTML. */
export function plainWords(text: string, most = 300): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const cut = flat.length > most ? `${flat.slice(0, most - 1).trimEnd()}…` : flat;
  return cut.replace(/[[\]<>*_|\\#]/g, '\\$&');
}

function linkTarget(path: string): string {
  // A colon is written as %3A, so that no name of a file can begin an address of another kind.
  const flat = path.replace(/[\r\n]+/g, ' ').toWellFormed();
  return encodeURI(flat).replace(/[()#?:]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function linkText(path: string): string {
  const flat = path.replace(/[\r\n]+/g, ' ').replace(/[[\]\\`*<>]/g, '\\$&');
  // Inside of a word an underscore is only itself; at its edge it may begin emphasis.
  return flat.replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_');
}

/** A link that the chat opens at the line: `[src/retry.ts:41-68](src/retry.ts#L41)`. */
export function placeLink(path: string, startLine: number, endLine = startLine): string {
  const lines = endLine > startLine ? `${startLine}-${endLine}` : String(startLine);
  return `[${linkText(path)}:${lines}](${linkTarget(path)}#L${startLine})`;
}

export function fileLink(path: string): string {
  return `[${linkText(path)}](${linkTarget(path)})`;
}

/** A line of the file that is spoken of, as a short link. */
export function lineLink(path: string, line: number): string {
  return `[L${line}](${linkTarget(path)}#L${line})`;
}

const longestQuotedLine = 240;

function clipLines(text: string, mostLines: number): { text: string; cutLines: number } {
  const lines = text.split('\n');
  const kept = lines.slice(0, mostLines).map((line) => {
    return line.length > longestQuotedLine ? `${line.slice(0, longestQuotedLine)}…` : line;
  });
  return { text: kept.join('\n'), cutLines: Math.max(0, lines.length - mostLines) };
}

/** Lines of a file as they stand, under a link to them. Long stretches and long lines are cut, visibly. */
export function quoteLines(source: Source, startLine: number, endLine: number, mostLines = 36): string {
  const raw = linesBetween(source, startLine, endLine);
  const lead = /^(?:[ \t]*\n)*/.exec(raw)?.[0] ?? '';
  const first = startLine + lead.split('\n').length - 1;
  const body = raw.slice(lead.length).trimEnd();
  const { text, cutLines } = clipLines(body, mostLines);
  const last = first + text.split('\n').length - 1;
  const more = cutLines > 0 ? `\n\n…and ${plural(cutLines, 'more line')}, up to line ${last + cutLines}.` : '';
  return `${placeLink(source.path, first, last)}\n\n${fenced(text, source.language.id)}${more}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`; more than `most` are counted. */
export function listWords(words: readonly string[], most = 6): string {
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest.toLocaleString('en-US')} more`;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
