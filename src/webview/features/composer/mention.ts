/** An `@` that a person is writing, and what stands behind it so far. */
export interface Mention {
  /** Where the `@` stands. */
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

const pattern = /(?:^|[\s(])@(?<query>[^\s@]{0,200})$/;

/** The mention that ends at the caret, or null where none is being written. */
export function findMention(text: string, caret: number): Mention | null {
  const query = pattern.exec(text.slice(0, caret))?.groups?.['query'];
  return query === undefined ? null : { start: caret - query.length - 1, end: caret, query };
}

/** The words without the mention. */
export function withoutMention(text: string, { start, end }: Mention): string {
  return text.slice(0, start) + text.slice(end);
}
