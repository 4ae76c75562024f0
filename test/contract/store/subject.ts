import type { Store, StoreReader, StoreWriter } from '../../../src/agents/core/ports.ts';

/** The store under test; a new one for every test. */
export interface Subject {
  readonly store: Store;
  readonly folder: string;
  readonly open: (folder: string) => Promise<Store>;
  readonly write: <T>(work: (writer: StoreWriter) => Promise<T>) => Promise<T>;
  readonly read: <T>(work: (reader: StoreReader) => Promise<T>) => Promise<T>;
  /** Closes the store and opens it again. */
  readonly reopen: () => Promise<void>;
}
