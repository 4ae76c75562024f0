import type { ModelMessage } from '../../core/ports.ts';
import type { ContextItem } from '../../protocol/context-item.ts';
import type { Intent } from '../../protocol/message.ts';

/** A question is asked in fewer characters; what people paste behind it is not read as one. */
const longestWords = 4_000;

/** What is asked now, and what went before. */
export interface Inquiry {
  readonly words: string;
  readonly intent: Intent;
  /** What is attached to this message; where it has nothing, what was attached last before. */
  readonly items: readonly ContextItem[];
  /** True when the attachments are those of this message. */
  readonly isFreshContext: boolean;
  /** Oldest first, without the message that is answered. */
  readonly earlier: readonly ModelMessage[];
}

export function toInquiry(messages: readonly ModelMessage[]): Inquiry {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const message = messages[last];
  const earlier = messages.slice(0, Math.max(0, last));
  const own = message?.context ?? [];
  const before = earlier.findLast(({ role, context }) => role === 'user' && context.length > 0)?.context ?? [];
  return {
    words: message?.content.trim().slice(0, longestWords) ?? '',
    intent: message?.intent ?? 'ask',
    items: own.length > 0 ? own : before,
    isFreshContext: own.length > 0,
    earlier,
  };
}
