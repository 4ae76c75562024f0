/** One message of a chat that another program keeps. */
export interface PlainMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A whole chat as one question: the last message, under what was said before it. */
export function toPrompt(messages: readonly PlainMessage[]): string {
  const filled = messages.filter(({ text }) => text.trim() !== '');
  const last = filled.at(-1);
  if (last === undefined) return '';
  const before = filled.slice(0, -1);
  if (before.length === 0) return last.text;
  const said = before.map(({ role, text }) => `${role === 'user' ? 'User' : 'Assistant'}:\n${text}`);
  return [...said, `User:\n${last.text}`].join('\n\n');
}
