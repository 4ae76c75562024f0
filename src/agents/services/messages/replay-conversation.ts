import type { Log, Principal, Store } from '../../core/ports.ts';
import { toConductorError } from '../../protocol/conductor-error.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import { requireConversation, type ConversationService } from '../conversations/conversation-service.ts';
import type { RunService } from '../runs/run-service.ts';
import type { MessageService } from './message-service.ts';

export interface ReplayOptions {
  readonly store: Store;
  readonly conversations: ConversationService;
  readonly messages: MessageService;
  readonly runs: RunService;
  readonly log: Log;
  readonly principal: Principal;
  readonly conversationId: string;
  readonly model?: string | undefined;
  readonly agentId?: string | undefined;
}

/**
 * A new conversation in which the questions of the shown branch are asked again, each after the answer before it. Resolves
 * when the conversation exists; an answer that does not complete ends the replay there.
 */
export async function replayConversation(options: ReplayOptions): Promise<Conversation> {
  const { store, conversations, principal, conversationId, log } = options;
  const { source, questions } = await store.read(async (reader) => {
    const conversation = await requireConversation(reader, conversationId, principal);
    const leaf = conversation.activeMessageId;
    const path = leaf === null ? [] : await reader.listPath(leaf, Number.MAX_SAFE_INTEGER);
    return { source: conversation, questions: path.filter((row) => row.role === 'user') };
  });
  const copy = await conversations.create(principal, {
    title: `${source.title.slice(0, 180)} (replay)`,
    projectId: source.projectId,
    agentId: options.agentId ?? source.agentId,
    model: options.model ?? source.model,
    settings: source.settings,
  });
  const askAll = async (): Promise<void> => {
    for (const { content, intent, context } of questions) {
      const turn = await options.messages.send(principal, copy.id, { content, intent, context });
      await options.runs.settled(turn.assistantMessage.id);
      const answer = await store.read((reader) => reader.getMessage(turn.assistantMessage.id));
      if (answer?.state !== 'complete') return;
    }
  };
  void askAll().catch((cause: unknown) => {
    log.write('warn', 'replay_ended_early', { conversationId: copy.id, code: toConductorError(cause).code });
  });
  return copy;
}
