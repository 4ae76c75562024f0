import initSqlJs from 'sql.js';
import type { Database, Statement } from 'sql.js';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { SqlValue } from '../journal/frame.ts';
import type { SqlEngine, SqlResult, SqlRow } from './sql-engine.ts';

/** Statements kept prepared; the store has fewer different ones. */
const mostPrepared = 200;

/** SQLite in WebAssembly: the whole database lies in memory and leaves it only as a whole. */
export class SqlJsEngine implements SqlEngine {
  readonly #database: Database;
  readonly #prepared = new Map<string, { statement: Statement; columns: string[]; isQuery: boolean }>();

  private constructor(database: Database) {
    this.#database = database;
    // Nothing but this process sees the file in memory, so SQLite's own locks, syncs and rollback file are only cost.
    for (const pragma of ['locking_mode=exclusive', 'journal_mode=memory', 'synchronous=off', 'temp_store=memory']) {
      database.exec(`PRAGMA ${pragma}`);
    }
    database.exec('PRAGMA cache_size=-16000');
    database.exec('PRAGMA foreign_keys=on');
  }

  /** Each engine has a WebAssembly memory of its own, which goes away with it. `wasm` is the content of sql-wasm.wasm. */
  static async open(wasm: Uint8Array, snapshot: Uint8Array | null): Promise<SqlJsEngine> {
    // emscripten takes any view of bytes; its types know only whole buffers.
    const sql = await initSqlJs({ wasmBinary: wasm as unknown as ArrayBuffer });
    // sql.js's own option, which its types lack: without it, mathematical functions come from JavaScript.
    const options = { useOldExtensionFunctions: false };
    const Opened = sql.Database as new (data: Uint8Array | null, options: object) => Database;
    return new SqlJsEngine(new Opened(snapshot, options));
  }

  execute(sql: string, parameters: readonly SqlValue[]): SqlResult {
    const { statement, columns, isQuery } = this.#prepare(sql);
    try {
      statement.bind(parameters as SqlValue[]);
      const rows: SqlRow[] = [];
      while (statement.step()) rows.push(toRow(columns, statement.get() as SqlValue[]));
      return { rows, changes: isQuery ? 0 : this.#database.getRowsModified() };
    } finally {
      statement.reset();
    }
  }

  /** Several statements without parameters, such as a migration's. */
  executeScript(sql: string): void {
    this.#database.exec(sql);
  }

  /** The whole database as a file; call it outside of a transaction only. */
  export(): Uint8Array {
    this.#freeStatements();
    return this.#database.export();
  }

  close(): void {
    this.#freeStatements();
    this.#database.close();
  }

  #prepare(sql: string): { statement: Statement; columns: string[]; isQuery: boolean } {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= mostPrepared) this.#freeStatements();
    const statement = this.#database.prepare(sql);
    const isQuery = /^\s*(select|pragma|with\b(?!.*\b(insert|update|delete)\b))/is.test(sql);
    const made = { statement, columns: statement.getColumnNames(), isQuery };
    this.#prepared.set(sql, made);
    return made;
  }

  #freeStatements(): void {
    for (const { statement } of this.#prepared.values()) statement.free();
    this.#prepared.clear();
  }
}

function toRow(columns: readonly string[], values: readonly SqlValue[]): SqlRow {
  const row: Record<string, SqlValue> = {};
  for (const [index, column] of columns.entries()) {
    const value = values[index] ?? null;
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new ConductorError('internal', `The number in ${column} is too large to be read exactly.`);
    }
    row[column] = value;
  }
  return row;
}
