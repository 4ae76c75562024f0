import type { BodyFacts } from '../explain/facts.ts';
import type { Source } from '../source/source.ts';
import type { CodeSymbol, Outline } from '../source/symbol.ts';
import type { FunctionShape } from '../source/statement.ts';

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Something in the code that is wrong or wants a look. */
export interface Finding {
  readonly line: number;
  /** A short name for people, such as `ignored stop signal`. */
  readonly title: string;
  /** Why it matters here, and what to do. Markdown, sentences. */
  readonly message: string;
  /** How sure it is that this is a fault: `fault` breaks something, `risk` may, `note` is for knowing. */
  readonly weight: 'fault' | 'risk' | 'note';
  /** The change, where it is mechanical; empty where a person must decide. */
  readonly edits: readonly Edit[];
}

/** A function of the code that is looked at. */
export interface Unit {
  readonly symbol: CodeSymbol;
  readonly shape: FunctionShape;
  readonly facts: BodyFacts;
}

export interface Checked {
  readonly source: Source;
  readonly outline: Outline;
  readonly units: readonly Unit[];
}

export type Check = (checked: Checked) => readonly Finding[];

/** Makes the changes that do not overlap, in order; the first of two that do wins. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
