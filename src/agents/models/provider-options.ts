import type { Clock, Configuration, Secrets } from '../core/ports.ts';

/** What every provider that is reached over the network is made with. Key and settings are read on each use. */
export interface ProviderOptions {
  readonly secrets: Secrets;
  readonly configuration: Configuration;
  readonly clock: Clock;
  /** Omitted: the global one, which an editor may have taught its proxy. */
  readonly fetch?: typeof globalThis.fetch;
  /** The day, `YYYY-MM-DD`; omitted: the clock's, UTC. */
  readonly today?: () => string;
}
