import type { Clock, Ids, RunRow, Store, StoreReader } from '../../core/ports.ts';
import { applyRunEvent, emptyAnswer, type Answer } from '../../protocol/apply-run-event.ts';
import { isEndState, type RunEvent } from '../../protocol/events.ts';
import { finishRun } from './finish-run.ts';

/** An answer as far as its kept events tell it. */
export async function readAnswer(reader: StoreReader, streamId: string): Promise<Answer> {
  return (await reader.listEvents(streamId, 0)).reduce<Answer>(applyRunEvent, emptyAnswer);
}

export interface RecoverOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Ends a run whose process is gone: what it wrote down stays and the message says that it was interrupted. True when
 * this call did it; another window may have been first, or its process may be alive after all.
 */
export async function recoverRun(run: RunRow, { store, clock, ids }: RecoverOptions): Promise<boolean> {
  if (run.owner === store.owner || (await store.isOwnerAlive(run.owner))) return false;
  return store.write(async (writer) => {
    const current = await writer.getRun(run.streamId);
    if (current === undefined || isEndState(current.state) || current.owner !== run.owner) return false;
    const answer = await readAnswer(writer, run.streamId);
    const now = clock.now();
    const end: RunEvent = {
      type: 'status',
      streamId: run.streamId,
      seq: answer.lastSeq + 1,
      at: now,
      data: { state: 'interrupted', finishReason: 'error' },
    };
    if (!isEndState(answer.state)) await writer.appendEvents([end]);
    const ended = isEndState(answer.state) ? answer : applyRunEvent(answer, end);
    await finishRun(writer, ids, { messageId: run.streamId, answer: ended, durationMs: null, now });
    return true;
  });
}
