/** A stretch of a text in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One change of a text: `length` units at `start` were replaced by `textLength` units. */
export interface TextChange {
  readonly start: number;
  readonly length: number;
  readonly textLength: number;
}

/** Where a stretch lies after a change; `touched` when the change was inside it or across its edge. */
export function shiftRange(stretch: Stretch, change: TextChange): Stretch & { readonly touched: boolean } {
  const { start, end } = stretch;
  const changeEnd = change.start + change.length;
  const by = change.textLength - change.length;
  if (changeEnd <= start) return { start: start + by, end: end + by, touched: false };
  if (change.start >= end) return { start, end, touched: false };
  const newStart = Math.min(start, change.start);
  return { start: newStart, end: Math.max(newStart, Math.max(end, changeEnd) + by), touched: true };
}
