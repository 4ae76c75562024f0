import type { Clock, Disposable, Ids, Log, MessageRow, ModelProvider, ModelRequest, Store } from '../../core/ports.ts';
import { runTurn } from '../../runtime/run-turn.ts';
import { ConductorError, toConductorError, toErrorBody } from '../../protocol/conductor-error.ts';
import type { ErrorBody } from '../../protocol/errors.ts';
import { isEndState, type RunEvent, type RunEventBody } from '../../protocol/events.ts';
import type { AgentFrameworkSettings } from '../../protocol/settings.ts';
import { finishRun } from './finish-run.ts';
import { followStoredRun } from './follow-stored-run.ts';
import { readAnswer, recoverRun } from './recover-run.ts';
import { RunSlots } from './run-slots.ts';
import { RunWriter } from './run-writer.ts';

/** What a run needs to begin, worked out after it was accepted, so that asking never waits for a provider. */
export type PreparedTurn =
  | {
      readonly provider: ModelProvider;
      readonly request: ModelRequest;
      readonly agentId: string;
      /** `provider/model` */
      readonly model: string;
      readonly reason: string;
      readonly notices: readonly string[];
      readonly priceUsd: (inputTokens: number, outputTokens: number) => number | null;
    }
  | { readonly failed: ErrorBody };

export interface RunServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly random: () => number;
  readonly readSettings: () => Promise<AgentFrameworkSettings>;
}

interface ActiveRun {
  readonly writer: RunWriter;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Every answer that this process is writing, and the way to follow or stop any answer, whoever writes it. */
export class RunService {
  readonly #options: RunServiceOptions;
  readonly #active = new Map<string, ActiveRun>();
  readonly #slots = new RunSlots();
  readonly #subscription: Disposable;
  #isClosing = false;
  #stopChecks: Promise<void> = Promise.resolve();

  constructor(options: RunServiceOptions) {
    this.#options = options;
    this.#subscription = options.store.onChange((_changes, foreign) => {
      if (foreign && this.#active.size > 0) this.#stopChecks = this.#stopChecks.then(() => this.#obeyOtherWindows());
    });
  }

  /** Begins to write the answer whose message and run rows are kept already. */
  start(messageId: string, prepare: (signal: AbortSignal) => Promise<PreparedTurn>): void {
    const { store, clock, log, ids } = this.#options;
    const stop = new AbortController();
    const startedMs = clock.monotonicMs();
    const writer = new RunWriter({
      streamId: messageId,
      store,
      clock,
      log,
      finish: (tx, stream) =>
        finishRun(tx, ids, {
          messageId,
          answer: stream.answer,
          durationMs: Math.round(clock.monotonicMs() - startedMs),
          now: clock.now(),
        }),
    });
    const done = this.#carryOut(writer, stop.signal, prepare)
      .then(() => writer.end())
      .finally(() => this.#active.delete(messageId));
    this.#active.set(messageId, { writer, stop, done });
  }

  async #carryOut(
    { stream }: RunWriter,
    signal: AbortSignal,
    prepare: (signal: AbortSignal) => Promise<PreparedTurn>,
  ): Promise<void> {
    const { clock, random, readSettings } = this.#options;
    const fail = (error: ErrorBody): void => {
      stream.emit({ type: 'error', data: error });
      stream.emit({ type: 'status', data: { state: 'failed', finishReason: 'error' } });
    };
    let giveBack: (() => void) | null = null;
    try {
      stream.emit({ type: 'status', data: { state: 'queued' } });
      giveBack = await this.#slots.take(async () => (await readSettings()).maxConcurrentRuns, signal);
      const turn = await prepare(signal);
      if ('failed' in turn) {
        fail(turn.failed);
        return;
      }
      stream.emit({ type: 'route', data: { agentId: turn.agentId, model: turn.model, reason: turn.reason } });
      for (const message of turn.notices) stream.emit({ type: 'notice', data: { message } });
      const { silenceTimeoutMs, maxRetries } = await readSettings();
      const { provider, request, priceUsd } = turn;
      const emit = (event: RunEventBody): void => {
        const isStopped = event.type === 'status' && event.data.state === 'stopped';
        stream.emit(isStopped ? this.#stoppedEvent() : event);
      };
      await runTurn({ provider, request, emit, signal, clock, random, silenceTimeoutMs, maxRetries, priceUsd });
    } catch (cause) {
      if (signal.aborted) stream.emit(this.#stoppedEvent());
      else fail(toErrorBody(toConductorError(cause)));
    } finally {
      giveBack?.();
    }
  }

  /** The person stopped it, or the host is going away in the middle of it. */
  #stoppedEvent(): RunEventBody {
    return this.#isClosing
      ? { type: 'status', data: { state: 'interrupted', finishReason: 'error' } }
      : { type: 'status', data: { state: 'stopped', finishReason: 'cancelled' } };
  }

  /** Stops an answer, wherever it is written; resolves when it has stopped here, or when its window was told. */
  async stop(messageId: string): Promise<void> {
    const active = this.#active.get(messageId);
    if (active !== undefined) {
      active.stop.abort(new ConductorError('cancelled', 'Stopped.'));
      await active.done;
      return;
    }
    const { store } = this.#options;
    const run = await store.read((reader) => reader.getRun(messageId));
    if (run === undefined || isEndState(run.state) || (await recoverRun(run, this.#options))) return;
    await store.write((writer) => writer.updateRun(messageId, { stopRequested: true }));
  }

  /** The events of an answer after a number, then those to come, until its end. */
  follow(messageId: string, after: number, signal: AbortSignal): AsyncIterable<RunEvent> {
    const active = this.#active.get(messageId);
    return active === undefined
      ? followStoredRun({ ...this.#options, messageId, after, signal })
      : active.writer.stream.follow(after, signal);
  }

  /** The message with what its run has said so far. A run whose process died is ended on the way. */
  async withAnswer(row: MessageRow): Promise<MessageRow> {
    if (isEndState(row.state)) return row;
    const active = this.#active.get(row.id);
    if (active !== undefined) return { ...row, ...active.writer.stream.answer };
    const { store } = this.#options;
    const run = await store.read((reader) => reader.getRun(row.id));
    if (run !== undefined && (await recoverRun(run, this.#options))) {
      return (await store.read((reader) => reader.getMessage(row.id))) ?? row;
    }
    return { ...row, ...(await store.read((reader) => readAnswer(reader, row.id))) };
  }

  isWriting(messageId: string): boolean {
    return this.#active.has(messageId);
  }

  /** Resolves when the answer that this process writes is down on disk; at once where it writes none. */
  async settled(messageId: string): Promise<void> {
    await this.#active.get(messageId)?.done;
  }

  /** Ends every run that a dead process left behind. */
  async recover(): Promise<void> {
    const runs = await this.#options.store.read((reader) => reader.listOpenRuns());
    for (const run of runs) await recoverRun(run, this.#options);
  }

  /** Interrupts every answer and resolves when all of them are written down. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#subscription.dispose();
    const runs = [...this.#active.values()];
    for (const run of runs) run.stop.abort(new ConductorError('cancelled', 'The host is closing.'));
    await Promise.all(runs.map((run) => run.done));
    await this.#stopChecks;
  }

  async #obeyOtherWindows(): Promise<void> {
    const runs = await this.#options.store.read((reader) => reader.listOpenRuns());
    for (const run of runs) {
      if (run.stopRequested) this.#active.get(run.streamId)?.stop.abort(new ConductorError('cancelled', 'Stopped.'));
    }
  }
}
