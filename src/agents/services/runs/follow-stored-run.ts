import type { Clock, Ids, Store } from '../../core/ports.ts';
import { Waker } from '../../lib/waker.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import { isEndState, type RunEvent } from '../../protocol/events.ts';
import { recoverRun } from './recover-run.ts';

/** Other processes' commits are told by the store; this is only for the case that such a hint gets lost. */
const lookAgainMs = 1_000;

export interface FollowOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly messageId: string;
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * The kept events of an answer after a number, and, while another process writes it, those to come.
 * @throws ConductorError `not_found` where there is no such run.
 */
export async function* followStoredRun(options: FollowOptions): AsyncGenerator<RunEvent> {
  const { store, clock, messageId, signal } = options;
  let after = options.after;
  const waker = new Waker();
  const subscription = store.onChange(() => waker.wake());
  try {
    while (!signal.aborted) {
      const { events, run } = await store.read(async (reader) => ({
        events: await reader.listEvents(messageId, after),
        run: await reader.getRun(messageId),
      }));
      if (run === undefined) throw new ConductorError('not_found', 'There is no answer with this id.');
      for (const event of events) {
        yield event;
        after = event.seq;
        if (event.type === 'status' && isEndState(event.data.state)) return;
      }
      if (isEndState(run.state)) return;
      if (events.length > 0 || (await recoverRun(run, options))) continue;
      const pause = new AbortController();
      const lookAgain = clock.sleep(lookAgainMs, pause.signal).then(
        () => waker.wake(),
        () => undefined,
      );
      await waker.wait(signal);
      pause.abort();
      await lookAgain;
    }
  } finally {
    subscription.dispose();
  }
}
