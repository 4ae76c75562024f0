import { AsyncLocalStorage } from 'node:async_hooks';
import type { Disposable, Log } from '../core/ports.ts';
import { ConductorError, toErrorBody } from '../protocol/conductor-error.ts';
import type { Change } from '../protocol/events.ts';
import type { StorageState } from '../protocol/storage.ts';
import type { Environment } from './environment.ts';
import { toStorageError } from './files/storage-error.ts';
import { Gate } from './gate.ts';
import type { LiveState } from './live-state.ts';
import type { StoreLock } from './lock/store-lock.ts';
import type { Snapshots } from './snapshot/snapshots.ts';
import type { SqlConnection, SqlDatabase, SqlTransaction } from './sql/sql-database.ts';
import { Transaction } from './sql/transaction.ts';
import { queuedWrite, type QueuedWrite } from './write-queue.ts';

interface JournalDatabaseOptions {
  readonly env: Environment;
  readonly live: LiveState;
  readonly lock: StoreLock;
  readonly snapshots: Snapshots;
  readonly log: Log;
  /** What was repaired when it was opened; grows. */
  readonly notices: readonly string[];
  /** Commits of others are looked for at least this often. */
  readonly pollMs: number;
  /** Why writing does not work at the moment of opening. */
  readonly firstFailure: ConductorError | null;
}

/** Transactions that share one lock and one trip to the disk. */
const mostTogether = 256;

/**
 * The database in memory whose transactions are on disk before they are acknowledged. Writes queue up: those that wait
 * together are run one after the other inside one transaction, appended and synced at once, and only then committed in
 * memory. Nobody reads while they are neither here nor there.
 */
export class JournalDatabase implements SqlDatabase {
  readonly #options: JournalDatabaseOptions;
  readonly #gate = new Gate();
  readonly #scope = new AsyncLocalStorage<{ kind: 'read' | 'write'; isOpen: boolean }>();
  readonly #listeners = new Set<(changes: readonly Change[], foreign: boolean) => void>();
  readonly #queue: QueuedWrite[] = [];
  readonly #watch: Disposable;
  readonly #poll: NodeJS.Timeout;
  #draining: Promise<void> | null = null;
  #looking: Promise<void> | null = null;
  #isClosed = false;
  /** Why the last write failed, until one works again. */
  #lastFailure: ConductorError | null;

  constructor(options: JournalDatabaseOptions) {
    this.#options = options;
    this.#lastFailure = options.firstFailure;
    this.#watch = this.#startWatching();
    this.#poll = setInterval(() => this.#lookSoon(), options.pollMs);
    this.#poll.unref();
  }

  async read<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const outer = this.#scope.getStore();
    if (outer?.isOpen === true) {
      if (outer.kind === 'write') throw nested();
      return this.#readNow(work);
    }
    await this.#refresh();
    return this.#gate.shared(() => this.#readNow(work));
  }

  write<T>(work: (transaction: SqlTransaction) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#assertOpen();
      if (this.#scope.getStore()?.isOpen === true) throw nested();
      const scoped = (transaction: SqlTransaction): Promise<T> => this.#inScope('write', () => work(transaction));
      this.#queue.push(queuedWrite(scoped, { resolve, reject }));
      this.#draining ??= this.#drain();
    });
  }

  onCommit(listener: (changes: readonly Change[], foreign: boolean) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  state(): StorageState {
    const { env, live, notices } = this.#options;
    const failure = live.frozen ?? this.#lastFailure;
    return {
      folder: env.folder,
      sizeBytes: live.manifest.snapshotBytes + live.position.end,
      readOnly: failure && toErrorBody(failure),
      notices: [...notices],
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#poll);
    this.#watch.dispose();
    await this.#draining;
    await this.#looking;
    const { live, lock, snapshots } = this.#options;
    await snapshots.close();
    await this.#gate.exclusive(async () => {
      live.close();
      await lock.dispose().catch((error: unknown) => this.#logFailure('store_lock_left', error));
    });
  }

  /** Runs `work` as the only one in this process; with the store's lock, so in the only process. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const { lock, live } = this.#options;
    await lock.acquire();
    try {
      return await this.#gate.exclusive(async () => {
        const changes = await live.follow({ hasLock: true });
        const result = await work();
        if (changes !== undefined) this.#emit(changes, true);
        return result;
      });
    } finally {
      lock.release({ keep: live.mustKeepLock });
    }
  }

  async #readNow<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    const transaction = new Transaction(this.#options.live.engine, 'read');
    try {
      return await this.#inScope('read', () => work(transaction));
    } finally {
      transaction.end();
    }
  }

  async #inScope<T>(kind: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    const scope = { kind, isOpen: true };
    try {
      return await this.#scope.run(scope, work);
    } finally {
      scope.isOpen = false;
    }
  }

  async #drain(): Promise<void> {
    // Writes that are asked for in the same turn go together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch: QueuedWrite[] = [];
      try {
        await this.#commitTogether(batch);
      } catch (error) {
        this.#fail(batch.length > 0 ? batch : this.#queue.splice(0), error);
      }
      this.#options.snapshots.considerLater();
    }
    this.#draining = null;
  }

  async #commitTogether(batch: QueuedWrite[]): Promise<void> {
    const { live } = this.#options;
    const done: { write: QueuedWrite; transaction: Transaction }[] = [];
    await this.exclusive(async () => {
      if (live.frozen !== null) throw live.frozen;
      live.engine.execute('BEGIN', []);
      try {
        for (let index = 0; index < mostTogether; index += 1) {
          const write = this.#queue.shift();
          if (write === undefined) break;
          batch.push(write);
          const transaction = await write.run(live.engine, index);
          if (transaction !== undefined) done.push({ write, transaction });
        }
        const changing = done.map(({ transaction }) => transaction).filter(({ statements }) => statements.length > 0);
        if (changing.length > 0) await live.append(changing);
      } catch (error) {
        live.engine.execute('ROLLBACK', []);
        throw error;
      }
      await this.#commitInMemory();
    });
    for (const { write } of done) write.acknowledge();
    const changes = done.flatMap(({ transaction }) => transaction.changes);
    if (this.#lastFailure !== null) changes.push({ area: 'storage', conversationId: null });
    this.#lastFailure = null;
    if (changes.length > 0) this.#emit(distinct(changes), false);
  }

  /** What was appended is kept, whatever happens here. */
  async #commitInMemory(): Promise<void> {
    const { live } = this.#options;
    try {
      live.engine.execute('COMMIT', []);
    } catch (error) {
      this.#logFailure('store_memory_commit_failed', error);
      await live.reload({ hasLock: true });
    }
    try {
      live.publish();
    } catch (error) {
      this.#logFailure('store_mark_not_written', error);
    }
  }

  #fail(batch: readonly QueuedWrite[], cause: unknown): void {
    const error = toStorageError(cause, this.#options.env.folder);
    this.#logFailure('store_write_failed', error);
    const wasWorking = this.#lastFailure === null;
    this.#lastFailure = error.code === 'internal' ? null : error;
    for (const write of batch) write.reject(error);
    if (wasWorking) this.#emit([{ area: 'storage', conversationId: null }], false);
  }

  /** Takes in what others committed, if there is any. A look that fails leaves what is known. */
  async #refresh(): Promise<void> {
    const { live } = this.#options;
    try {
      if (!live.hasNews()) return;
      const changes = await this.#gate.exclusive(() => live.follow({ hasLock: false }));
      if (changes !== undefined) this.#emit(changes, true);
    } catch (error) {
      this.#logFailure('store_not_followed', error);
    }
  }

  #lookSoon(): void {
    if (this.#isClosed) return;
    this.#looking ??= this.#refresh().finally(() => {
      this.#looking = null;
    });
  }

  #startWatching(): Disposable {
    const { env } = this.#options;
    try {
      return env.fs.watch(env.folder, () => this.#lookSoon());
    } catch (error) {
      this.#logFailure('store_not_watched', error);
      return { dispose: () => undefined };
    }
  }

  #emit(changes: readonly Change[], foreign: boolean): void {
    for (const listener of this.#listeners) {
      try {
        listener(changes, foreign);
      } catch (error) {
        this.#logFailure('store_listener_failed', error);
      }
    }
  }

  #logFailure(event: string, error: unknown): void {
    const message = error instanceof Error ? error.message : 'unknown';
    this.#options.log.write('warn', event, { message, code: (error as NodeJS.ErrnoException | null)?.code ?? null });
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new ConductorError('unavailable', 'The store is closed.');
  }
}

function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [`${change.area} ${change.conversationId ?? ''}`, change])).values()];
}

function nested(): ConductorError {
  return new ConductorError('internal', 'A transaction of the store may await only its own reader or writer.');
}
