import type { SqlValue } from '../journal/frame.ts';

export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface SqlResult {
  readonly rows: SqlRow[];
  /** Rows inserted, changed or deleted; 0 for a query. */
  readonly changes: number;
}

/** One open SQLite database. Synchronous: both engines are. Throws the engine's own errors. */
export interface SqlEngine {
  execute(sql: string, parameters: readonly SqlValue[]): SqlResult;
  close(): void;
}
