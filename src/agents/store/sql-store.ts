import type { Disposable, Store, StoreReader, StoreWriter } from '../core/ports.ts';
import type { Change } from '../protocol/events.ts';
import type { StorageState } from '../protocol/storage.ts';
import { isAlive, parseOwner, toOwner, type ProcessIdentity } from './lock/process-identity.ts';
import { createReader } from './queries/store-reader.ts';
import { createWriter } from './queries/store-writer.ts';
import type { Payloads } from './queries/text-codec.ts';
import { kyselyOver } from './sql/kysely-over.ts';
import type { SqlDatabase } from './sql/sql-database.ts';

interface SqlStoreOptions {
  readonly database: SqlDatabase;
  readonly payloads: Payloads;
  readonly identity: ProcessIdentity;
}

/** A store over any SQL database that keeps its transactions. */
export class SqlStore implements Store {
  readonly owner: string;
  readonly #database: SqlDatabase;
  readonly #payloads: Payloads;

  constructor({ database, payloads, identity }: SqlStoreOptions) {
    this.owner = toOwner(identity);
    this.#database = database;
    this.#payloads = payloads;
  }

  read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T> {
    return this.#database.read((connection) => work(createReader(kyselyOver(connection), this.#payloads)));
  }

  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> {
    return this.#database.write((transaction) =>
      work(createWriter(kyselyOver(transaction), this.#payloads, (change) => transaction.note(change))),
    );
  }

  onChange(listener: (changes: readonly Change[], foreign: boolean) => void): Disposable {
    return this.#database.onCommit(listener);
  }

  state(): StorageState {
    return this.#database.state();
  }

  async isOwnerAlive(owner: string): Promise<boolean> {
    if (owner === this.owner) return true;
    const identity = parseOwner(owner);
    return identity !== undefined && isAlive(identity);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
