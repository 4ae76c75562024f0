import { t } from '../../state/translate.ts';

const whole = new Intl.NumberFormat();

/** `1,284`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `0.1 s`, `12 s`, `3 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 10) return t('{count} s', { count: seconds.toFixed(1) });
  if (seconds < 120) return t('{count} s', { count: Math.round(seconds) });
  return t('{count} min', { count: Math.round(seconds / 60) });
}

/** Dollars with as many places as it takes to see something: `$0.006`, `$1.20`. */
export function formatCost(costUsd: number): string {
  if (costUsd === 0) return t('free');
  if (costUsd < 0.001) return '< $0.001';
  return `$${costUsd.toFixed(costUsd < 0.1 ? 3 : 2)}`;
}

/** `retry.ts` of `src/net/retry.ts`. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that a path lies in, or nothing. */
export function folderName(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '' : path.slice(0, end);
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const monthInYear = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const fullMoment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The time of day for today, else the day. */
export function formatWhen(moment: string, now: Date): string {
  const at = new Date(moment);
  return at.toDateString() === now.toDateString() ? clock.format(at) : day.format(at);
}

export function formatMoment(moment: string): string {
  return fullMoment.format(new Date(moment));
}

export function formatMonth(month: Date): string {
  return monthInYear.format(month);
}
