import type { Clock, ModelEvent, ModelProvider, ModelRequest } from '../core/ports.ts';
import { retryDelayMs } from '../core/retry-delay.ts';
import { isRetryable } from '../protocol/conductor-error.ts';
import type { ErrorBody, ErrorCode } from '../protocol/errors.ts';
import type { RunEventBody } from '../protocol/events.ts';
import { withSilenceTimeout } from './with-silence-timeout.ts';

export interface TurnOptions {
  readonly provider: ModelProvider;
  readonly request: ModelRequest;
  /** Takes the run's events in order; exactly one end state is the last. Must not throw. */
  readonly emit: (event: RunEventBody) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** 0 to 1, for spreading retries. */
  readonly random: () => number;
  readonly silenceTimeoutMs: number;
  readonly maxRetries: number;
  /** The list price of an answer in US dollars, or null where it is not known. */
  readonly priceUsd: (inputTokens: number, outputTokens: number) => number | null;
}

/** Failures after which another try, before the first word, can help. */
const worthRetrying: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['rate_limited', 'overloaded', 'network']);

/** A provider that asks for a longer pause than this is not waited for; the person decides. */
const longestWaitMs = 20_000;

/**
 * One answer of one model, as events: thinking, then streaming, then an end state. Tries again after a passing failure
 * as long as nothing was said. Never throws.
 */
export async function runTurn(options: TurnOptions): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    options.emit({ type: 'status', data: { state: 'thinking' } });
    const failure = await runAttempt(options);
    if (failure === null) return;
    const waitMs =
      failure.saidSomething || attempt >= options.maxRetries ? null : waitBeforeRetry(failure.error, attempt, options);
    if (waitMs === null) {
      endFailed(options, failure.error);
      return;
    }
    options.emit({
      type: 'notice',
      data: { message: `${failure.error.message} Trying again in ${Math.max(1, Math.round(waitMs / 1000))} s.` },
    });
    const slept = await options.clock.sleep(waitMs, options.signal).then(
      () => true,
      () => false,
    );
    if (!slept) {
      endStopped(options);
      return;
    }
  }
}

function waitBeforeRetry(error: ErrorBody, attempt: number, options: TurnOptions): number | null {
  if (!worthRetrying.has(error.code) || !isRetryable(error.code)) return null;
  const asked = error.details?.['retryAfterMs'];
  const waitMs = typeof asked === 'number' ? asked : retryDelayMs(error.code, attempt, options.random());
  return waitMs > longestWaitMs ? null : waitMs;
}

function endFailed(options: TurnOptions, error: ErrorBody): void {
  options.emit({ type: 'error', data: error });
  options.emit({ type: 'status', data: { state: 'failed', finishReason: 'error' } });
}

function endStopped(options: TurnOptions): void {
  options.emit({ type: 'status', data: { state: 'stopped', finishReason: 'cancelled' } });
}

/** Null: an end state was emitted. */
async function runAttempt(options: TurnOptions): Promise<{ error: ErrorBody; saidSomething: boolean } | null> {
  const { emit } = options;
  const progress = { saidSomething: false, textOffset: 0, thinkingOffset: 0 };
  const events = withSilenceTimeout({
    open: (signal) => options.provider.stream(options.request, signal),
    signal: options.signal,
    clock: options.clock,
    silenceTimeoutMs: options.silenceTimeoutMs,
  });
  for await (const event of events) {
    if (event.type === 'failed') {
      if (options.signal.aborted || event.error.code === 'cancelled') break;
      return { error: event.error, saidSomething: progress.saidSomething };
    }
    if (event.type === 'finish') {
      if (event.reason === 'cancelled') break;
      emit({ type: 'status', data: { state: 'complete', finishReason: event.reason } });
      return null;
    }
    emitProgress(event, progress, options);
  }
  endStopped(options);
  return null;
}

type Progress = { saidSomething: boolean; textOffset: number; thinkingOffset: number };

function emitProgress(
  event: Exclude<ModelEvent, { type: 'finish' | 'failed' }>,
  progress: Progress,
  { emit, priceUsd }: TurnOptions,
): void {
  switch (event.type) {
    case 'text':
      if (event.delta === '') return;
      if (progress.textOffset === 0) emit({ type: 'status', data: { state: 'streaming' } });
      emit({ type: 'text', data: { delta: event.delta, offset: progress.textOffset } });
      progress.textOffset += event.delta.length;
      progress.saidSomething = true;
      return;
    case 'thinking':
      if (event.delta === '') return;
      emit({ type: 'thinking', data: { delta: event.delta, offset: progress.thinkingOffset } });
      progress.thinkingOffset += event.delta.length;
      progress.saidSomething = true;
      return;
    case 'tool_call':
      emit({ type: 'tool_call', data: { callId: event.callId, name: event.name, title: event.title } });
      progress.saidSomething = true;
      return;
    case 'tool_result':
      emit({
        type: 'tool_result',
        data: { callId: event.callId, ok: event.ok, summary: event.summary, durationMs: event.durationMs },
      });
      return;
    case 'notice':
      emit({ type: 'notice', data: { message: event.message } });
      return;
    case 'usage': {
      const { inputTokens, outputTokens } = event;
      emit({ type: 'usage', data: { inputTokens, outputTokens, costUsd: priceUsd(inputTokens, outputTokens) } });
    }
  }
}
