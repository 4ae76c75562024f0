import type { ModelEvent } from '../../core/ports.ts';
import type { ErrorBody } from '../../protocol/errors.ts';

export interface GuardOptions {
  /** The answer; everything it waits for must end when this signal stops it. */
  readonly open: (signal: AbortSignal) => AsyncGenerator<ModelEvent>;
  readonly signal: AbortSignal;
  readonly toFailure: (cause: unknown) => ErrorBody;
  /** For an answer that ends without saying so. */
  readonly toCut: () => ErrorBody;
}

/**
 * An answer that keeps the port's promise whatever happens below: nothing is thrown, exactly one event ends it, and a
 * stop ends it at once, even where something below does not listen.
 */
export async function* guardAnswer({ open, signal, toFailure, toCut }: GuardOptions): AsyncGenerator<ModelEvent> {
  if (signal.aborted) {
    yield { type: 'finish', reason: 'cancelled' };
    return;
  }
  const own = new AbortController();
  let stop = (): void => undefined;
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
  });
  signal.addEventListener('abort', stop, { once: true });
  const events = open(own.signal);
  try {
    for (;;) {
      const next = await Promise.race([stopped, events.next()]);
      if (next === 'stopped' || isAborted(signal)) {
        yield { type: 'finish', reason: 'cancelled' };
        return;
      }
      if (next.done === true) {
        yield { type: 'failed', error: toCut() };
        return;
      }
      yield next.value;
      if (next.value.type === 'finish' || next.value.type === 'failed') return;
    }
  } catch (cause) {
    yield isAborted(signal) ? { type: 'finish', reason: 'cancelled' } : { type: 'failed', error: toFailure(cause) };
  } finally {
    signal.removeEventListener('abort', stop);
    own.abort();
    // Whatever hangs below must not hang the caller: its end is not waited for, and its last words are of no use.
    events.return(undefined).then(undefined, () => undefined);
  }
}

/** A call, so that the compiler does not take the answer of the first look for the answer of the next. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
