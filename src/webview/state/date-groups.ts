import type { Conversation } from '../../agents/protocol/conversation.ts';

/** Conversations under one heading. */
export interface DateGroup {
  readonly key: string;
  /** A month is named by its first day, for the face to write in the person's language. */
  readonly heading: 'pinned' | 'today' | 'yesterday' | 'week' | 'month' | { readonly monthOf: Date };
  readonly conversations: readonly Conversation[];
}

function startOfDay(day: Date, daysBack = 0): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBack).getTime();
}

function headingOf(conversation: Conversation, now: Date): Pick<DateGroup, 'key' | 'heading'> {
  if (conversation.isPinned) return { key: 'pinned', heading: 'pinned' };
  const last = new Date(conversation.lastMessageAt);
  const atMs = last.getTime();
  if (atMs >= startOfDay(now)) return { key: 'today', heading: 'today' };
  if (atMs >= startOfDay(now, 1)) return { key: 'yesterday', heading: 'yesterday' };
  if (atMs >= startOfDay(now, 7)) return { key: 'week', heading: 'week' };
  if (atMs >= startOfDay(now, 30)) return { key: 'month', heading: 'month' };
  const monthOf = new Date(last.getFullYear(), last.getMonth(), 1);
  return { key: `${monthOf.getFullYear()}-${monthOf.getMonth() + 1}`, heading: { monthOf } };
}

/** The list under its headings, in the order in which it comes; days are those of the person's own clock. */
export function groupByDate(conversations: readonly Conversation[], now: Date): readonly DateGroup[] {
  const groups = new Map<string, { group: Pick<DateGroup, 'key' | 'heading'>; rows: Conversation[] }>();
  for (const conversation of conversations) {
    const group = headingOf(conversation, now);
    const known = groups.get(group.key) ?? { group, rows: [] };
    known.rows.push(conversation);
    groups.set(group.key, known);
  }
  return [...groups.values()].map(({ group, rows }) => ({ ...group, conversations: rows }));
}
