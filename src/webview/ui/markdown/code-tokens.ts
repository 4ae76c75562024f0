/** Text, or text with the class of its colour. */
type CodeToken = string | readonly [className: string, text: string];
export type CodeLine = readonly CodeToken[];

/** Joins neighbours of one colour, so that a line is drawn from as few elements as its colours need. */
export function joinTokens(tokens: readonly { readonly className: string; readonly text: string }[]): CodeLine {
  const line: CodeToken[] = [];
  let className = '';
  let text = '';
  const end = (): void => {
    if (text !== '') line.push(className === '' ? text : [className, text]);
  };
  for (const token of tokens) {
    // White space has no colour of its own, so it never ends a run.
    if (token.className === className || token.text.trim() === '') {
      text += token.text;
      continue;
    }
    end();
    ({ className, text } = token);
  }
  end();
  return line;
}
