import type { Ids, StoreWriter } from '../../core/ports.ts';
import type { Answer } from '../../protocol/apply-run-event.ts';

export interface FinishedRun {
  readonly messageId: string;
  readonly answer: Answer;
  readonly durationMs: number | null;
  readonly now: string;
}

/**
 * Turns a run that has ended into its message, its usage and its share of the conversation's sums, in the caller's
 * transaction. Doing it again for the same run changes nothing.
 */
export async function finishRun(writer: StoreWriter, ids: Ids, run: FinishedRun): Promise<void> {
  const row = await writer.getRun(run.messageId);
  const message = await writer.getMessage(run.messageId);
  if (row === undefined) return;
  await writer.updateRun(run.messageId, { state: run.answer.state });
  if (message === undefined || message.state === run.answer.state) return;
  await writer.updateMessage(run.messageId, { ...run.answer, durationMs: run.durationMs });
  const conversation = await writer.getConversation(message.conversationId);
  if (conversation === undefined) return;
  const { usage, model, agentId } = run.answer;
  if (usage !== null) {
    await writer.insertUsage({
      ...usage,
      id: ids.next('u'),
      userId: conversation.userId,
      conversationId: conversation.id,
      messageId: run.messageId,
      agentId: agentId ?? conversation.agentId,
      workflowId: conversation.workflowId,
      model: model ?? 'unknown/unknown',
      createdAt: run.now,
    });
  }
  const tokens = usage === null ? 0 : usage.inputTokens + usage.outputTokens;
  await writer.updateConversation(conversation.id, {
    updatedAt: run.now,
    lastMessageAt: run.now,
    tokenCount: conversation.tokenCount + tokens,
  });
}
