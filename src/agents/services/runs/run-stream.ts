import type { Clock } from '../../core/ports.ts';
import { applyRunEvent, emptyAnswer, type Answer } from '../../protocol/apply-run-event.ts';
import { isEndState, type RunEvent, type RunEventBody } from '../../protocol/events.ts';
import { coalesceDeltas } from './coalesce-deltas.ts';

/** Deltas that arrive closer together than this are shown, numbered and kept as one. */
const liveIntervalMs = 30;

export interface RunStreamOptions {
  readonly streamId: string;
  readonly clock: Clock;
  /** Called when there is something new to write down; `end` asks for it at once. */
  readonly onUnsaved: (end: boolean) => void;
}

/**
 * The events of one answer while it is being written by this process: numbered, gathered into few, handed to whoever
 * follows, and held until they are written down.
 */
export class RunStream {
  readonly #options: RunStreamOptions;
  readonly #events: RunEvent[] = [];
  readonly #wakers = new Set<() => void>();
  readonly #liveTimer = new AbortController();
  #pending: Extract<RunEventBody, { type: 'text' | 'thinking' }> | null = null;
  #unsaved: RunEvent[] = [];
  #answer: Answer = emptyAnswer;
  #timerRuns = false;

  constructor(options: RunStreamOptions) {
    this.#options = options;
  }

  /** The answer as far as it was shown. */
  get answer(): Answer {
    return this.#answer;
  }

  get isEnded(): boolean {
    return isEndState(this.#answer.state);
  }

  get hasUnsaved(): boolean {
    return this.#unsaved.length > 0;
  }

  emit(body: RunEventBody): void {
    if (this.isEnded) return;
    if (body.type !== 'text' && body.type !== 'thinking') {
      this.#publishPending();
      this.#publish(body);
      return;
    }
    if (this.#pending !== null && this.#pending.type !== body.type) this.#publishPending();
    const before = this.#pending;
    const data =
      before === null ? body.data : { offset: before.data.offset, delta: before.data.delta + body.data.delta };
    this.#pending = { type: body.type, data };
    this.#startTimer();
  }

  /** Takes what is not written down yet; give it back with {@link putBack} when writing fails. */
  takeUnsaved(): RunEvent[] {
    this.#publishPending();
    const events = coalesceDeltas(this.#unsaved);
    this.#unsaved = [];
    return events;
  }

  putBack(events: readonly RunEvent[]): void {
    this.#unsaved = [...events, ...this.#unsaved];
  }

  /** Events after a number, then those to come, until the end state. */
  async *follow(after: number, signal: AbortSignal): AsyncGenerator<RunEvent> {
    let index = this.#events.findIndex((event) => event.seq > after);
    if (index === -1) index = this.#events.length;
    for (;;) {
      while (index < this.#events.length) {
        const event = this.#events[index];
        index += 1;
        if (event !== undefined) yield event;
      }
      if (this.isEnded || signal.aborted) return;
      await this.#change(signal);
    }
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wakers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  #startTimer(): void {
    if (this.#timerRuns) return;
    this.#timerRuns = true;
    void this.#options.clock.sleep(liveIntervalMs, this.#liveTimer.signal).then(() => {
      this.#timerRuns = false;
      this.#publishPending();
    });
  }

  #publishPending(): void {
    if (this.#pending === null) return;
    const body = this.#pending;
    this.#pending = null;
    this.#publish(body);
  }

  #publish(body: RunEventBody): void {
    const event: RunEvent = {
      ...body,
      streamId: this.#options.streamId,
      seq: this.#answer.lastSeq + 1,
      at: this.#options.clock.now(),
    };
    this.#events.push(event);
    this.#unsaved.push(event);
    this.#answer = applyRunEvent(this.#answer, event);
    for (const wake of [...this.#wakers]) wake();
    this.#options.onUnsaved(this.isEnded);
  }
}
