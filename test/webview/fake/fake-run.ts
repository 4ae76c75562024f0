import { applyRunEvent, emptyAnswer, type Answer } from '../../../src/agents/protocol/apply-run-event.ts';
import { isEndState } from '../../../src/agents/protocol/end-state.ts';
import type { RunEvent, RunEventBody } from '../../../src/agents/protocol/events.ts';
import type { Message } from '../../../src/agents/protocol/message.ts';

/** One thing that an answer does, so long after the one before it. `text` is a delta; its offset follows by itself. */
export type Step =
  | { readonly afterMs?: number; readonly text: string }
  | { readonly afterMs?: number; readonly thinking: string }
  | { readonly afterMs?: number; readonly event: RunEventBody }
  /** Breaks every open stream off; the answer goes on. */
  | { readonly afterMs?: number; readonly cut: true };

const aWordOrTwo: Step[] = [
  { event: { type: 'status', data: { state: 'streaming' } } },
  { text: 'Here ' },
  { afterMs: 20, text: 'you are.' },
  { event: { type: 'usage', data: { inputTokens: 1_200, outputTokens: 84, costUsd: 0.006 } } },
  { event: { type: 'status', data: { state: 'complete', finishReason: 'stop' } } },
];

/** How far the stored text may lie behind what was streamed; the real host writes twice a second. */
const storedEveryEvents = 4;

/** An answer that plays a script, its log of events, and the streams that read it. */
export class FakeRun {
  readonly events: RunEvent[] = [];
  answer: Answer;
  #stored: Answer;
  readonly #streamId: string;
  readonly #script: readonly Step[];
  readonly #streams = new Set<{ wake: () => void; cut: boolean }>();
  readonly #begunMs = Date.now();
  #durationMs: number | null = null;

  constructor(message: Message, script: readonly Step[] = aWordOrTwo) {
    this.#streamId = message.id;
    this.#script = script;
    this.answer = { ...emptyAnswer, model: message.model, agentId: message.agentId };
    this.#stored = this.answer;
  }

  /** What a reader of the store sees. */
  kept(): Partial<Message> {
    const { thinking, ...fields } = this.#stored;
    return { ...fields, hasThinking: thinking !== '', durationMs: this.#durationMs };
  }

  async play(): Promise<void> {
    for (const step of this.#script) {
      await new Promise((resolve) => setTimeout(resolve, step.afterMs ?? 0));
      if (isEndState(this.answer.state)) return;
      if ('text' in step) this.#emit({ type: 'text', data: { delta: step.text, offset: this.answer.content.length } });
      else if ('thinking' in step) {
        this.#emit({ type: 'thinking', data: { delta: step.thinking, offset: this.answer.thinking.length } });
      } else if ('event' in step) this.#emit(step.event);
      else this.cut();
    }
  }

  stop(): void {
    if (!isEndState(this.answer.state)) {
      this.#emit({ type: 'status', data: { state: 'stopped', finishReason: 'cancelled' } });
    }
  }

  cut(): void {
    for (const stream of this.#streams) {
      stream.cut = true;
      stream.wake();
    }
  }

  #emit(body: RunEventBody): void {
    const head = { streamId: this.#streamId, seq: this.events.length + 1, at: new Date().toISOString() };
    const event: RunEvent = { ...head, ...body };
    this.events.push(event);
    this.answer = applyRunEvent(this.answer, event);
    const isOver = isEndState(this.answer.state);
    if (isOver) this.#durationMs = Date.now() - this.#begunMs;
    if (isOver || this.events.length % storedEveryEvents === 0) this.#stored = this.answer;
    for (const stream of this.#streams) stream.wake();
  }

  /** Events after a number and those to come. What is already there comes joined into one, as after a resume. */
  stream(after: number): Response {
    const reader: { wake: () => void; cut: boolean } = { wake: () => undefined, cut: false };
    this.#streams.add(reader);
    let sent = after;
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        while (!reader.cut && !this.events.some((event) => event.seq > sent)) {
          if (isEndState(this.answer.state)) break;
          await new Promise<void>((resolve) => {
            reader.wake = resolve;
          });
        }
        if (reader.cut) {
          this.#streams.delete(reader);
          controller.error(new Error('The stream was cut.'));
          return;
        }
        const waiting = this.events.filter((event) => event.seq > sent);
        if (waiting.length === 0) {
          this.#streams.delete(reader);
          controller.close();
          return;
        }
        sent = waiting.at(-1)?.seq ?? sent;
        const lines = waiting.map(
          (event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        );
        controller.enqueue(encoder.encode(lines.join('')));
      },
      cancel: () => {
        this.#streams.delete(reader);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}
