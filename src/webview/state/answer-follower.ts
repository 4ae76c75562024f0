import type { Client } from '../../agents/client/client.ts';
import { toConductorError } from '../../agents/protocol/conductor-error.ts';
import { isEndState } from '../../agents/protocol/end-state.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';
import type { RunEvent } from '../../agents/protocol/events.ts';
import { backoffMs, pause } from './backoff.ts';
import { toFailure } from './failure.ts';
import { createFramePacer, type FramePacer } from './frame-pacer.ts';

export interface AnswerFollowerOptions {
  readonly client: Client;
  /** Takes in a batch of events, paced to the frames that are drawn. */
  readonly onEvents: (messageId: string, events: readonly RunEvent[]) => void;
  /** The stream reached its end, or cannot be opened again (`failure`). Not called for one that was let go. */
  readonly onEnd: (messageId: string, failure: ErrorBody | null) => void;
  /** False while a stream that broke off is being opened again. */
  readonly onConnection: (isConnected: boolean) => void;
  /** How long the answer is by now; a longer one is drawn less often. */
  readonly lengthOf: (messageId: string) => number;
  readonly createPacer?: (floorMs: () => number) => FramePacer;
  readonly waitMs?: (failures: number) => number;
}

/** Follows answers while they are written, across streams that break off. */
export interface AnswerFollower {
  /** Follows this answer from the event after `after`; nothing new happens when it is followed already. */
  follow(messageId: string, after: number): void;
  isFollowing(messageId: string): boolean;
  /** Lets every answer go; they go on being written. */
  letGo(): void;
}

const fastestMs = 32;
const slowestMs = 96;
const longAnswerChars = 60_000;

function floorMsFor(chars: number): number {
  return fastestMs + (slowestMs - fastestMs) * Math.min(1, chars / longAnswerChars);
}

/** Failures that another try does not mend. */
const hopeless: ReadonlySet<string> = new Set(['not_found', 'permission_denied', 'unauthenticated', 'invalid_request']);

export function createAnswerFollower(options: AnswerFollowerOptions): AnswerFollower {
  const { client, onEvents, onEnd, onConnection, lengthOf } = options;
  const createPacer = options.createPacer ?? ((floorMs) => createFramePacer({ floorMs }));
  const waitMs = options.waitMs ?? backoffMs;
  const followed = new Map<string, AbortController>();

  const run = async (messageId: string, after: number, signal: AbortSignal): Promise<ErrorBody | null> => {
    const pacer = createPacer(() => floorMsFor(lengthOf(messageId)));
    let heard: RunEvent[] = [];
    let lastSeq = after;
    let failures = 0;
    const deliver = (): void => {
      const batch = heard;
      heard = [];
      if (!signal.aborted && batch.length > 0) onEvents(messageId, batch);
    };
    while (!signal.aborted) {
      try {
        const query = { messageId, after: lastSeq };
        for await (const event of client.stream('GET /api/messages/stream', { query }, { signal })) {
          if (failures > 0) onConnection(true);
          failures = 0;
          lastSeq = Math.max(lastSeq, event.seq);
          heard.push(event);
          const isOver = event.type === 'status' && isEndState(event.data.state);
          pacer.request(deliver);
          if (isOver) {
            pacer.flush();
            return null;
          }
        }
      } catch (cause) {
        const error = toConductorError(cause);
        if (hopeless.has(error.code)) {
          pacer.flush();
          return toFailure(error);
        }
      }
      pacer.flush();
      failures += 1;
      if (failures > 1) onConnection(false);
      await pause(waitMs(failures), signal);
    }
    pacer.cancel();
    return null;
  };

  return {
    follow(messageId, after) {
      if (followed.has(messageId)) return;
      const controller = new AbortController();
      followed.set(messageId, controller);
      void run(messageId, after, controller.signal).then((failure) => {
        if (controller.signal.aborted) return;
        followed.delete(messageId);
        onEnd(messageId, failure);
      });
    },
    isFollowing: (messageId) => followed.has(messageId),
    letGo() {
      for (const controller of followed.values()) controller.abort();
      followed.clear();
    },
  };
}
