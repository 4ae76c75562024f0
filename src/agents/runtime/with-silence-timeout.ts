import type { Clock, ModelEvent } from '../core/ports.ts';
import { toConductorError, toErrorBody } from '../protocol/conductor-error.ts';

export interface SilenceOptions {
  readonly open: (signal: AbortSignal) => AsyncIterable<ModelEvent>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly silenceTimeoutMs: number;
}

/**
 * A model's events, ended by `failed` with `timeout` when none comes for too long, by `finish` with `cancelled` as soon as
 * the signal stops it, and by `failed` with `internal` should the model throw or end without saying so. Whatever the
 * model does, it is told to stop.
 */
export async function* withSilenceTimeout(options: SilenceOptions): AsyncGenerator<ModelEvent> {
  const { signal, clock, silenceTimeoutMs } = options;
  const own = new AbortController();
  const stopped = new Promise<'stopped'>((resolve) => {
    if (signal.aborted) resolve('stopped');
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  if (signal.aborted) {
    yield { type: 'finish', reason: 'cancelled' };
    return;
  }
  const events = options.open(own.signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = new AbortController();
      const silent = clock.sleep(silenceTimeoutMs, timer.signal).then(
        () => 'silent' as const,
        () => new Promise<never>(() => undefined),
      );
      const next = await Promise.race([stopped, silent, events.next()]).finally(() => timer.abort());
      if (next === 'stopped') {
        yield { type: 'finish', reason: 'cancelled' };
        return;
      }
      if (next === 'silent') {
        const message = `The model said nothing for ${Math.round(silenceTimeoutMs / 1000)} s. Try again, or pick another model.`;
        yield { type: 'failed', error: { code: 'timeout', message, details: null } };
        return;
      }
      if (next.done === true) {
        const message = 'The answer broke off without an end. What was written is kept; try again.';
        yield { type: 'failed', error: { code: 'stream_cut', message, details: null } };
        return;
      }
      yield next.value;
      if (next.value.type === 'finish' || next.value.type === 'failed') return;
    }
  } catch (cause) {
    yield { type: 'failed', error: toErrorBody(toConductorError(cause)) };
  } finally {
    own.abort();
    // A model that hangs must not hang its caller: its clean-up is not waited for.
    events.return?.(undefined).then(undefined, () => undefined);
  }
}
