import type { MessageRow } from '../../core/ports.ts';
import { emptyAnswer } from '../../protocol/apply-run-event.ts';
import type { ContextItem } from '../../protocol/context-item.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import type { Intent } from '../../protocol/message.ts';

interface Place {
  readonly id: string;
  readonly conversation: Conversation;
  readonly parentMessageId: string | null;
  readonly now: string;
}

/** A person's message, before anything answers it. */
export function newQuestion(
  place: Place,
  said: { readonly content: string; readonly intent: Intent; readonly context: readonly ContextItem[] },
): MessageRow {
  return {
    ...emptyAnswer,
    id: place.id,
    conversationId: place.conversation.id,
    parentMessageId: place.parentMessageId,
    role: 'user',
    content: said.content,
    intent: said.intent,
    context: [...said.context],
    createdAt: place.now,
    editedAt: null,
    state: 'complete',
    durationMs: null,
  };
}

/** An answer that waits for its run. */
export function newAnswer(place: Place, question: MessageRow, model: string | null): MessageRow {
  return {
    ...emptyAnswer,
    id: place.id,
    conversationId: place.conversation.id,
    parentMessageId: question.id,
    role: 'assistant',
    intent: question.intent,
    context: [],
    createdAt: place.now,
    editedAt: null,
    agentId: place.conversation.agentId,
    model,
    durationMs: null,
  };
}
