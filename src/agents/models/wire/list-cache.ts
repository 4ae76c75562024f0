import type { Clock } from '../../core/ports.ts';
import type { Unusable } from '../../protocol/model.ts';
import type { ListedModel } from '../merge-models.ts';

/** What asking a provider for its models came to. */
export type ListOutcome =
  | { readonly listed: readonly ListedModel[]; readonly unusable: null }
  | { readonly listed: null; readonly unusable: Unusable };

export interface ListCacheOptions {
  readonly clock: Clock;
  readonly onTimeout: () => Unusable;
}

export interface ListRequest {
  /** Whom is asked, as whom: another key or address never sees this one's answer. */
  readonly identity: string;
  readonly load: (signal: AbortSignal) => Promise<ListOutcome>;
  readonly refresh: boolean;
  readonly signal: AbortSignal;
}

const freshMs = 5 * 60_000;
/** A provider that did not answer is asked again soon, but not by every caller. */
const failureFreshMs = 15_000;
const timeoutMs = 4_000;

interface Entry {
  readonly identity: string;
  outcome: ListOutcome | null;
  atMs: number;
  /** The request under way, which every caller shares. */
  pending: Promise<ListOutcome> | null;
}

/**
 * A provider's list, asked for at most once in some minutes. A list that is older is answered with at once and asked for
 * again behind it, so nobody waits for a list but the first, and that one not for long.
 */
export class ListCache {
  readonly #options: ListCacheOptions;
  #entry: Entry | null = null;

  constructor(options: ListCacheOptions) {
    this.#options = options;
  }

  /** The last outcome for this identity, without asking. */
  peek(identity: string): ListOutcome | null {
    return this.#entry?.identity === identity ? this.#entry.outcome : null;
  }

  /** Never rejects; a signal that stops the wait leaves the request to the others who share it. */
  async get({ identity, load, refresh, signal }: ListRequest): Promise<ListOutcome> {
    const entry = this.#entryOf(identity);
    const { outcome } = entry;
    if (outcome !== null && !refresh) {
      if (this.#isFresh(entry, outcome)) return outcome;
      if (outcome.listed !== null) {
        void this.#ask(entry, load);
        return outcome;
      }
    }
    const asked = this.#ask(entry, load);
    const answer = await untilAborted(asked, signal);
    if (refresh && answer !== null) entry.outcome = answer;
    return answer ?? entry.outcome ?? { listed: null, unusable: this.#options.onTimeout() };
  }

  #entryOf(identity: string): Entry {
    if (this.#entry?.identity !== identity) this.#entry = { identity, outcome: null, atMs: 0, pending: null };
    return this.#entry;
  }

  #isFresh(entry: Entry, outcome: ListOutcome): boolean {
    const ageMs = this.#options.clock.monotonicMs() - entry.atMs;
    return ageMs < (outcome.listed === null ? failureFreshMs : freshMs);
  }

  #ask(entry: Entry, load: ListRequest['load']): Promise<ListOutcome> {
    entry.pending ??= this.#load(load).then((outcome) => {
      // Behind a list that is known, a moment without network takes no model away.
      if (outcome.unusable?.reason !== 'unreachable' || entry.outcome?.listed == null) entry.outcome = outcome;
      entry.atMs = this.#options.clock.monotonicMs();
      entry.pending = null;
      return outcome;
    });
    return entry.pending;
  }

  async #load(load: ListRequest['load']): Promise<ListOutcome> {
    const { clock, onTimeout } = this.#options;
    const request = new AbortController();
    const timer = new AbortController();
    const late = clock.sleep(timeoutMs, timer.signal).then(
      () => ({ listed: null, unusable: onTimeout() }) as const,
      () => new Promise<never>(() => undefined),
    );
    try {
      return await Promise.race([load(request.signal), late]);
    } finally {
      timer.abort();
      request.abort();
    }
  }
}

/** The value, or null as soon as the signal stops the wait. */
async function untilAborted<T>(value: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null;
  let stop = (): void => undefined;
  const stopped = new Promise<null>((resolve) => {
    stop = () => resolve(null);
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([value, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
