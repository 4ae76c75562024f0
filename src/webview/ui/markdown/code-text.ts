/** A code block's text as lines. */
export interface CodeText {
  /** Whole lines. Only ever added to; a text that does not continue the one before has an array of its own. */
  readonly lines: readonly string[];
  /** How many of them this text has: one fewer than there are, while a line is taken back. */
  readonly wholeCount: number;
  /** What follows the last whole line. */
  readonly rest: string;
}

export interface CodeTextReader {
  /** Reads the lines; costs what was added since the last time. */
  read(code: string): CodeText;
}

/** Splits the text of one code block, which grows at its end, into lines. */
export function createCodeTextReader(): CodeTextReader {
  let known = '';
  let lines: string[] = [];
  let restStart = 0;
  return {
    read(code) {
      // Half a closing fence was read as code, and then it closed: the line before is the last one after all.
      if (lines.length > 0 && code.length === restStart - 1 && known.startsWith(code)) {
        return { lines, wholeCount: lines.length - 1, rest: lines.at(-1) ?? '' };
      }
      if (!code.startsWith(known)) {
        lines = [];
        restStart = 0;
      }
      known = code;
      for (;;) {
        const end = code.indexOf('\n', restStart);
        if (end === -1) break;
        lines.push(code.slice(restStart, end));
        restStart = end + 1;
      }
      return { lines, wholeCount: lines.length, rest: code.slice(restStart) };
    },
  };
}
