import type { Client } from '../client/client.ts';
import type { Clock, Configuration, Ids, Log, ModelProvider, Principal, Secrets, Workspace } from '../core/ports.ts';

/** Everything a host touches the world with. */
export interface HostOptions {
  /** Holds the store, the audit log and nothing else; made when missing. Several hosts may share it. */
  readonly dataFolder: string;
  /** Where `sql-wasm.wasm` and the workers lie: the folder of the built bundle. */
  readonly assetFolder: string;
  readonly secrets: Secrets;
  readonly configuration: Configuration;
  readonly workspace: Workspace;
  readonly log: Log;
  /** Model providers that only the embedder can make. */
  readonly providers?: readonly ModelProvider[];
  /** The script that makes snapshots, where it is not `snapshot-worker.cjs` in the asset folder. */
  readonly snapshotWorker?: string;
  /** Who a request comes from; throws `unauthenticated`. Without it every request is the local person's. */
  readonly authenticate?: (request: Request) => Principal;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/** A running host; dispose it to stop every run, write the last words down and close the store. */
export interface Host {
  /** The whole contract, in process, as the local person. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly client: Client;
  dispose(): Promise<void>;
}
