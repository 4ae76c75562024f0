import type { Disposable } from '../../core/ports.ts';
import type { Change } from '../../protocol/events.ts';
import type { StorageState } from '../../protocol/storage.ts';
import type { SqlResult } from './sql-engine.ts';

/** Where the statements of one transaction go. It must not be used after the transaction has ended. */
export interface SqlConnection {
  execute(sql: string, parameters: readonly unknown[], kind: 'query' | 'change'): SqlResult;
}

export interface SqlTransaction extends SqlConnection {
  /** Tells every window, after the commit, what to read again. */
  note(change: Change): void;
}

/** A database with transactions: what an SQL engine must be wrapped into to carry a store. */
export interface SqlDatabase {
  /** `work` sees one moment. */
  read<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T>;
  /** All of `work` or nothing; on disk when it resolves. */
  write<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T>;
  /** After each commit. Commits that concern no area (a run's events) are told by an empty list, of others only. */
  onCommit(listener: (changes: readonly Change[], foreign: boolean) => void): Disposable;
  state(): StorageState;
  close(): Promise<void>;
}
