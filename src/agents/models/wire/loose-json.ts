/** Reading JSON whose shape nobody promised. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as text; a number as its digits, anything else as the empty string. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A count that is not negative, or null. */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}

/** A day `YYYY-MM-DD` from a date or a moment, or null. */
export function dayOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0];
  return day === undefined || Number.isNaN(Date.parse(day)) ? null : day;
}
