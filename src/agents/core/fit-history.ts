import type { ModelMessage } from './ports.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** A model's window where nobody says how large it is. */
const assumedContextTokens = 32_000;
/** Part of the window left for the answer and for what the estimate misses. */
const usableShare = 0.75;

function tokensOf(message: ModelMessage): number {
  return message.context.reduce(
    (sum, item) => sum + estimateTokens(item.text) + 40,
    estimateTokens(message.content) + 8,
  );
}

/**
 * The newest messages that fit into a model's window, beginning with one of the person's; the last one always stays.
 * `leftOut` says how many older ones did not fit.
 */
export function fitHistory(
  messages: readonly ModelMessage[],
  systemPrompt: string,
  contextTokens: number | null,
): { messages: ModelMessage[]; leftOut: number } {
  const budget = (contextTokens ?? assumedContextTokens) * usableShare - estimateTokens(systemPrompt);
  let used = 0;
  let first = messages.length;
  while (first > 0) {
    const message = messages[first - 1];
    if (message === undefined) break;
    used += tokensOf(message);
    if (used > budget && first < messages.length) break;
    first -= 1;
  }
  while (first < messages.length - 1 && messages[first]?.role === 'assistant') first += 1;
  return { messages: messages.slice(first), leftOut: first };
}
