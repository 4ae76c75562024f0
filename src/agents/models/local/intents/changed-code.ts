import { applyEdits, type Edit } from '../checks/finding.ts';
import type { Checked } from '../checks/finding.ts';
import { fenced, placeLink } from '../markdown.ts';
import { docStart } from '../search/passages.ts';
import { lastLine, lineAt, linesBetween, startOfLine } from '../source/source.ts';
import { say, type WorkEvent } from '../work.ts';

/** Up to this many lines the whole attached text is shown changed, ready to replace it. */
const longestWhole = 160;

/** The text with the edits made: all of it where it is short, else the functions that change. */
export function* sayChanged(checked: Checked, edits: readonly Edit[], lead: string): Generator<WorkEvent> {
  const { source } = checked;
  const lines = lastLine(source) - source.firstLine + 1;
  if (lines <= longestWhole) {
    yield say(
      `${lead} ${placeLink(source.path, source.firstLine, lastLine(source))}, ready to take its place:`,
      '',
      fenced(applyEdits(source.text, edits), source.language.id),
    );
    return;
  }
  const left = new Set(edits);
  const tops = checked.outline.symbols.filter(({ shape, container }) => shape !== null && container === null);
  for (const symbol of tops) {
    const own = [...left].filter(({ start, end }) => start >= symbol.start && end <= symbol.end);
    if (own.length === 0) continue;
    for (const edit of own) left.delete(edit);
    const first = docStart(source, symbol);
    const offset = startOfLine(source, first);
    const shifted = own.map((edit) => ({ ...edit, start: edit.start - offset, end: edit.end - offset }));
    const text = applyEdits(linesBetween(source, first, symbol.endLine), shifted);
    yield say(`${lead} ${placeLink(source.path, first, symbol.endLine)}:`, '', fenced(text, source.language.id));
  }
  for (const edit of left) {
    const line = lineAt(source, edit.start);
    const last = lineAt(source, Math.max(edit.start, edit.end - 1));
    const offset = startOfLine(source, line);
    const text = applyEdits(linesBetween(source, line, last), [
      { ...edit, start: edit.start - offset, end: Math.min(edit.end, startOfLine(source, last + 1)) - offset },
    ]);
    if (text.trim() === '') yield say(`${placeLink(source.path, line, last)} can go.`);
    else yield say(`${placeLink(source.path, line, last)} becomes:`, '', fenced(text, source.language.id));
  }
}
