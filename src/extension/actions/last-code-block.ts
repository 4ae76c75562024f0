/** The code of the last fenced block in Markdown that is closed; null where there is none. */
export function lastCodeBlock(markdown: string): string | null {
  let fence: { readonly mark: string; readonly lines: string[] } | null = null;
  let last: string | null = null;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null) {
      if (mark !== undefined) fence = { mark, lines: [] };
    } else if (mark?.startsWith(fence.mark) && line.trim() === mark) {
      last = fence.lines.join('\n');
      fence = null;
    } else {
      fence.lines.push(line);
    }
  }
  return last;
}
