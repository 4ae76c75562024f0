/** The white space that every line which is not empty begins with. */
function commonIndent(lines: readonly string[]): string {
  const filled = lines.filter((line) => line.trim() !== '');
  const [first] = filled;
  if (first === undefined) return '';
  let indent = /^[ \t]*/.exec(first)?.[0] ?? '';
  for (const line of filled) {
    while (!line.startsWith(indent)) indent = indent.slice(0, -1);
  }
  return indent;
}

/** The text with its outer indentation replaced by `indent`; the inner one stays. Lines are joined by `eol`. */
export function indentText(text: string, indent: string, eol = '\n'): string {
  const lines = text.split(/\r?\n/);
  const before = commonIndent(lines);
  return lines.map((line) => (line.trim() === '' ? '' : indent + line.slice(before.length))).join(eol);
}

/** The white space at the beginning of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

export interface CursorPlace {
  /** The line that the cursor is in, without its end. */
  readonly line: string;
  /** UTF-16 code units before the cursor. */
  readonly character: number;
  readonly eol: string;
}

export interface Insertion {
  /** Where in the line it begins and ends; what lies between is replaced. */
  readonly startCharacter: number;
  readonly endCharacter: number;
  readonly text: string;
}

/**
 * How code goes in at a cursor: on an empty line, and before the first sign of a line, as whole lines with that line's
 * indentation; elsewhere as it is, its further lines under the line's indentation.
 */
export function insertionAt(code: string, { line, character, eol }: CursorPlace): Insertion {
  const text = code.replace(/\r?\n$/, '');
  const indent = indentOf(line);
  if (line.trim() === '') {
    const wanted = indent.length >= character ? indent : line.slice(0, character);
    return { startCharacter: 0, endCharacter: line.length, text: indentText(text, wanted, eol) };
  }
  if (character <= indent.length) {
    return { startCharacter: 0, endCharacter: 0, text: indentText(text, indent, eol) + eol };
  }
  const [first = '', ...rest] = indentText(text, '', eol).split(eol);
  const lines = [first, ...rest.map((next) => (next === '' ? '' : indent + next))];
  return { startCharacter: character, endCharacter: character, text: lines.join(eol) };
}

/** Code that takes the place of `selected`: indented as that was, and ending in a line end where that did. */
export function replacementFor(code: string, selected: string, place: CursorPlace): string {
  const text = code.replace(/\r?\n$/, '');
  const beginsLine = place.line.slice(0, place.character).trim() === '';
  const indent = selected.startsWith(' ') || selected.startsWith('\t') ? indentOf(selected) : indentOf(place.line);
  const whole = indentText(text, beginsLine ? indent : indentOf(place.line), place.eol);
  // What stands before the selection on its line stays there.
  const kept = place.line.slice(0, place.character);
  const isCovered = beginsLine && kept !== '' && whole.startsWith(kept);
  const body = isCovered ? whole.slice(kept.length) : beginsLine ? whole : whole.trimStart();
  return /\r?\n$/.test(selected) ? body + place.eol : body;
}
