import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Client } from '../../agents/client/client.ts';
import { ConductorError } from '../../agents/protocol/conductor-error.ts';
import type { ErrorBody } from '../../agents/protocol/errors.ts';
import type { RunEvent } from '../../agents/protocol/events.ts';
import { createAnswerFollower, type AnswerFollower } from './answer-follower.ts';
import type { FramePacer } from './frame-pacer.ts';

const at = '2026-11-21T09:00:00.000Z';

function text(seq: number, offset: number, delta: string): RunEvent {
  return { type: 'text', streamId: 'm', seq, at, data: { offset, delta } };
}

function done(seq: number): RunEvent {
  return { type: 'status', streamId: 'm', seq, at, data: { state: 'complete' } };
}

type Part = RunEvent | ConductorError;

const atOnce = (): FramePacer => ({ request: (work) => work(), flush: () => undefined, cancel: () => undefined });

interface Trial {
  readonly follower: AnswerFollower;
  readonly asked: number[];
  readonly heard: RunEvent[];
  readonly connection: boolean[];
  readonly ended: Promise<ErrorBody | null>;
}

/** A follower over a client whose streams give these parts, one list for each time it is opened. */
function trial(streams: readonly (readonly Part[])[]): Trial {
  const asked: number[] = [];
  const heard: RunEvent[] = [];
  const connection: boolean[] = [];
  let open = 0;
  let end: (failure: ErrorBody | null) => void = () => undefined;
  const ended = new Promise<ErrorBody | null>((resolve) => {
    end = resolve;
  });
  const client = {
    async *stream(_key: string, input: { query: { after: number } }, options: { signal: AbortSignal }) {
      asked.push(input.query.after);
      for (const part of streams[open++] ?? []) {
        await Promise.resolve();
        if (options.signal.aborted) throw new ConductorError('cancelled', 'Stopped.');
        if (part instanceof ConductorError) throw part;
        yield part;
      }
    },
  } as unknown as Client;
  const follower = createAnswerFollower({
    client,
    lengthOf: () => 0,
    createPacer: atOnce,
    waitMs: () => 0,
    onEvents: (_, events) => heard.push(...events),
    onEnd: (_, failure) => end(failure),
    onConnection: (isConnected) => connection.push(isConnected),
  });
  return { follower, asked, heard, connection, ended };
}

const cut = new ConductorError('stream_cut', 'The stream broke off.');

describe('following an answer', () => {
  it('opens a stream that broke off again behind the last event, until the end', async () => {
    const run = trial([[text(1, 0, 'a'), text(2, 1, 'b'), cut], [cut], [text(3, 2, 'c'), done(4)]]);
    run.follower.follow('m', 0);
    assert.equal(await run.ended, null);
    assert.deepEqual(run.asked, [0, 2, 2]);
    assert.deepEqual(
      run.heard.map((event) => event.seq),
      [1, 2, 3, 4],
    );
    assert.deepEqual(run.connection, [false, true]);
  });

  it('takes a stream that closes before the end for one that broke off', async () => {
    const run = trial([[text(1, 0, 'a')], [done(2)]]);
    run.follower.follow('m', 0);
    await run.ended;
    assert.deepEqual(run.asked, [0, 1]);
  });

  it('gives up where another try cannot help, and says why', async () => {
    const run = trial([[new ConductorError('not_found', 'Gone.')]]);
    run.follower.follow('m', 7);
    assert.equal((await run.ended)?.code, 'not_found');
    assert.deepEqual(run.asked, [7]);
  });

  it('follows an answer once, however often it is asked to', async () => {
    const run = trial([[text(1, 0, 'a'), done(2)]]);
    run.follower.follow('m', 0);
    run.follower.follow('m', 0);
    await run.ended;
    assert.deepEqual(run.asked, [0]);
    assert.equal(run.follower.isFollowing('m'), false);
  });

  it('says nothing more of an answer that was let go', async () => {
    const run = trial([[text(1, 0, 'a'), text(2, 1, 'b'), done(3)]]);
    let isEnded = false;
    void run.ended.then(() => {
      isEnded = true;
    });
    run.follower.follow('m', 0);
    run.follower.letGo();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(run.heard, []);
    assert.equal(isEnded, false);
  });
});
