import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Disposable, Store } from '../../src/agents/core/ports.ts';
import type { Change } from '../../src/agents/protocol/events.ts';
import type { StorageState } from '../../src/agents/protocol/storage.ts';
import { nodeFs } from '../../src/agents/store/files/node-fs.ts';
import { Quarantine } from '../../src/agents/store/files/quarantine.ts';
import { Gate } from '../../src/agents/store/gate.ts';
import type { SqlValue } from '../../src/agents/store/journal/frame.ts';
import { readOwnIdentity } from '../../src/agents/store/lock/process-identity.ts';
import { PayloadFiles } from '../../src/agents/store/queries/payload-files.ts';
import { migrations } from '../../src/agents/store/sql/migrations.ts';
import type { SqlConnection, SqlDatabase, SqlTransaction } from '../../src/agents/store/sql/sql-database.ts';
import type { SqlEngine, SqlResult, SqlRow } from '../../src/agents/store/sql/sql-engine.ts';
import { Transaction } from '../../src/agents/store/sql/transaction.ts';
import { SqlStore } from '../../src/agents/store/sql-store.ts';

class NodeSqliteEngine implements SqlEngine {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 0 });
    this.#database.exec('PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA foreign_keys=on');
  }

  execute(sql: string, parameters: readonly SqlValue[]): SqlResult {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    if (statement.columns().length === 0) {
      return { rows: [], changes: Number(statement.run(...parameters).changes) };
    }
    const rows = statement.all(...parameters).map((row) => ({ ...row }) as SqlRow);
    return { rows, changes: /^\s*select/i.test(sql) ? 0 : rows.length };
  }

  migrate(): void {
    this.#database.exec('BEGIN IMMEDIATE');
    const version = Number(this.execute('PRAGMA user_version', []).rows[0]?.['user_version']);
    for (const migration of migrations.slice(version)) this.#database.exec(migration);
    this.#database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  }

  close(): void {
    this.#database.close();
  }
}

/** Node's own SQLite behind the store's queries: shows that they do not depend on sql.js or on the journal. */
class NodeSqliteDatabase implements SqlDatabase {
  readonly #folder: string;
  readonly #engine: NodeSqliteEngine;
  readonly #gate = new Gate();
  readonly #listeners = new Set<(changes: readonly Change[], foreign: boolean) => void>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#engine = new NodeSqliteEngine(path.join(folder, 'store.sqlite'));
    this.#engine.migrate();
  }

  read<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.#gate.shared(async () => {
      const transaction = new Transaction(this.#engine, 'read');
      try {
        return await work(transaction);
      } finally {
        transaction.end();
      }
    });
  }

  async write<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    const transaction = new Transaction(this.#engine, 'write');
    const result = await this.#gate.exclusive(async () => {
      await this.#begin();
      try {
        const value = await work(transaction);
        this.#engine.execute('COMMIT', []);
        return value;
      } catch (error) {
        this.#engine.execute('ROLLBACK', []);
        throw error;
      } finally {
        transaction.end();
      }
    });
    const { changes } = transaction;
    if (changes.length > 0) for (const listener of this.#listeners) listener(changes, false);
    return result;
  }

  /** Waits asynchronously: SQLite's own waiting would block a second store of this process for ever. */
  async #begin(): Promise<void> {
    for (;;) {
      try {
        this.#engine.execute('BEGIN IMMEDIATE', []);
        return;
      } catch (error) {
        if (!(error instanceof Error) || !error.message.includes('database is locked')) throw error;
        await sleep(1);
      }
    }
  }

  onCommit(listener: (changes: readonly Change[], foreign: boolean) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  state(): StorageState {
    const sizeBytes = fs.statSync(path.join(this.#folder, 'store.sqlite')).size;
    return { folder: this.#folder, sizeBytes, readOnly: null, notices: [] };
  }

  close(): Promise<void> {
    return this.#gate.exclusive(() => {
      this.#engine.close();
      return Promise.resolve();
    });
  }
}

/** A store over node:sqlite in WAL mode with full syncs. */
export async function openNodeSqliteStore(folder: string): Promise<Store> {
  fs.mkdirSync(folder, { recursive: true });
  const quarantine = new Quarantine({ fs: nodeFs, folder, tell: () => undefined });
  const payloads = new PayloadFiles({ fs: nodeFs, folder, quarantine, writerName: String(process.pid) });
  return new SqlStore({ database: new NodeSqliteDatabase(folder), payloads, identity: await readOwnIdentity() });
}
