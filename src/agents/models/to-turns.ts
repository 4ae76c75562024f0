import type { ModelMessage } from '../core/ports.ts';
import { renderMessage } from './render-context.ts';

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/**
 * The messages as a model's wire takes them: rendered, without empty ones, and with neighbours of the same role as one,
 * so that the roles alternate and the first and the last are the person's.
 */
export function toTurns(messages: readonly ModelMessage[]): Turn[] {
  const turns: { role: Turn['role']; texts: string[] }[] = [];
  for (const message of messages) {
    const text = message.role === 'user' ? renderMessage(message) : message.content.trimEnd();
    if (text.trim() === '') continue;
    const last = turns.at(-1);
    if (last?.role === message.role) last.texts.push(text);
    else turns.push({ role: message.role, texts: [text] });
  }
  while (turns[0]?.role === 'assistant') turns.shift();
  while (turns.at(-1)?.role === 'assistant') turns.pop();
  return turns.map(({ role, texts }) => ({ role, text: texts.join('\n\n') }));
}
