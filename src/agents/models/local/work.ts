import type { ModelEvent } from '../../core/ports.ts';

/** What an answer is made of on its way; text may come in pieces of any size. */
export type WorkEvent =
  | Extract<ModelEvent, { type: 'tool_call' | 'tool_result' | 'notice' }>
  | { readonly type: 'text'; readonly text: string };

/** Work that tells what it does while it does it, and ends with a result. */
export type Work<T> = AsyncGenerator<WorkEvent, T, void>;

/** A block of the answer: a paragraph, a list, a quotation. Blocks are parted by an empty line. */
export function say(...lines: readonly string[]): WorkEvent {
  return { type: 'text', text: lines.join('\n') };
}
