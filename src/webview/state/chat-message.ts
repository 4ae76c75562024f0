import { applyRunEvent } from '../../agents/protocol/apply-run-event.ts';
import { isEndState } from '../../agents/protocol/end-state.ts';
import type { RunEvent } from '../../agents/protocol/events.ts';
import type { Message } from '../../agents/protocol/message.ts';

/** A message as the chat shows it: the host's, with the reasoning that was heard while it was written. */
export type ChatMessage = Message & { readonly thinking: string };

export function toChatMessage(message: Message): ChatMessage {
  return { ...message, thinking: '' };
}

/** True while an answer is still to come or being written. */
export function isRunning(message: Pick<Message, 'state'>): boolean {
  return !isEndState(message.state);
}

/** The message after these events; the same object when they bring nothing new. */
export function applyRunEvents(message: ChatMessage, events: readonly RunEvent[]): ChatMessage {
  return events.reduce<ChatMessage>(applyRunEvent, message);
}

/**
 * What to keep of a message that was known when the host tells it anew. The host writes an answer down less often than
 * it streams it, so words that were heard already are kept until the host has as many.
 */
export function mergeMessage(known: ChatMessage | undefined, told: Message): ChatMessage {
  if (known === undefined) return toChatMessage(told);
  const isBehind = told.lastSeq < known.lastSeq && isRunning(told);
  if (!isBehind) return { ...told, thinking: known.thinking };
  return { ...known, siblingIds: told.siblingIds, hasThinking: told.hasThinking || known.thinking !== '' };
}

/**
 * The order of the shown branch when its last messages are told anew, or null where nothing of `page` is known, so that
 * what lies between cannot be known either.
 */
export function reconcileOrder(order: readonly string[], page: readonly string[]): readonly string[] | null {
  const first = page[0];
  if (first === undefined) return [];
  const place = order.indexOf(first);
  if (place === -1) return null;
  const next = [...order.slice(0, place), ...page];
  const isSame = next.length === order.length && next.every((id, index) => id === order[index]);
  return isSame ? order : next;
}
