import type { Clock, Log, Store, StoreWriter } from '../../core/ports.ts';
import { toConductorError } from '../../protocol/conductor-error.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { RunStream } from './run-stream.ts';

/** An answer is written down at least this often while it grows; a kill loses no more than this. */
const saveIntervalMs = 400;
/** Tries to write an end that the disk refuses, and how far apart. */
const endTries = 10;
const endRetryMs = 1_000;

export interface RunWriterOptions {
  readonly streamId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** In the transaction that writes the end: turns the run into its message. */
  readonly finish: (writer: StoreWriter, stream: RunStream) => Promise<void>;
}

/** Writes a run's events down as they come: at least twice a second, the end at once. */
export class RunWriter {
  readonly stream: RunStream;
  readonly #options: RunWriterOptions;
  readonly #timer = new AbortController();
  #saving: Promise<void> = Promise.resolve();
  #scheduled = false;
  #toldOfFailure = false;

  constructor(options: RunWriterOptions) {
    this.#options = options;
    this.stream = new RunStream({
      streamId: options.streamId,
      clock: options.clock,
      onUnsaved: (end) => {
        if (end) this.#timer.abort();
        else this.#schedule();
      },
    });
  }

  /** Resolves when the end is on disk, or when the disk refused it for long. */
  async end(): Promise<void> {
    this.#timer.abort();
    await this.#saving;
    for (let attempt = 0; attempt < endTries; attempt += 1) {
      if (await this.#save(true)) return;
      await this.#options.clock.sleep(endRetryMs, new AbortController().signal);
    }
    this.#options.log.write('error', 'run_end_not_written', { streamId: this.#options.streamId });
  }

  #schedule(): void {
    if (this.#scheduled || this.#timer.signal.aborted) return;
    this.#scheduled = true;
    this.#saving = this.#options.clock
      .sleep(saveIntervalMs, this.#timer.signal)
      .then(
        () => this.#save(false),
        () => true,
      )
      .then((saved) => {
        this.#scheduled = false;
        if (!saved || this.stream.hasUnsaved) this.#schedule();
      });
  }

  /** False: nothing was written, the events wait for the next try. */
  async #save(isEnd: boolean): Promise<boolean> {
    const { store, log, streamId, finish } = this.#options;
    const events: RunEvent[] = this.stream.takeUnsaved();
    try {
      await store.write(async (writer) => {
        if (events.length > 0) await writer.appendEvents(events);
        if (isEnd) await finish(writer, this.stream);
      });
      this.#toldOfFailure = false;
      return true;
    } catch (cause) {
      const error = toConductorError(cause);
      this.stream.putBack(events);
      log.write('error', 'run_not_written', { streamId, code: error.code });
      if (!this.#toldOfFailure && !isEnd) {
        this.#toldOfFailure = true;
        this.stream.emit({ type: 'notice', data: { message: `This answer is not kept yet: ${error.message}` } });
      }
      return false;
    }
  }
}
