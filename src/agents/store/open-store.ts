import { randomUUID } from 'node:crypto';
import type { Clock, Log, Store } from '../core/ports.ts';
import type { Environment } from './environment.ts';
import type { FsPort } from './files/fs-port.ts';
import { nodeFs } from './files/node-fs.ts';
import { Quarantine } from './files/quarantine.ts';
import { toStorageError } from './files/storage-error.ts';
import { JournalDatabase } from './journal-database.ts';
import { readOwnIdentity, type ProcessIdentity } from './lock/process-identity.ts';
import { StoreLock } from './lock/store-lock.ts';
import { openState } from './open-state.ts';
import { PayloadFiles } from './queries/payload-files.ts';
import { Snapshots } from './snapshot/snapshots.ts';
import { schema as ownSchema, type Schema } from './sql/migrations.ts';
import { SqlStore } from './sql-store.ts';

export interface StoreOptions {
  /** Holds the store and nothing else; made when missing. Several processes may open the same one. */
  readonly folder: string;
  /** sql.js's `sql-wasm.wasm`. */
  readonly wasmPath: string;
  /** The script of the snapshot thread: `snapshot/snapshot-worker`, or the bundle made of it. */
  readonly workerPath: string;
  readonly log?: Log;
  readonly clock?: Pick<Clock, 'now'>;
  readonly fs?: FsPort;
  readonly schema?: Schema;
  /** How long a write waits for another process before it fails with storage_busy. Default 10,000. */
  readonly lockLimitMs?: number;
  /** Commits of other processes are looked for at least this often. Default 1,000. */
  readonly pollMs?: number;
  /** A journal longer than this and a quarter of its snapshot becomes a snapshot. Default 8 MB. */
  readonly snapshotJournalBytes?: number;
  /** The same when the store is closed. Default 1 MB. */
  readonly closingJournalBytes?: number;
}

const megabyte = 1024 * 1024;
const silent: Log = { write: () => undefined };
const systemClock = { now: () => new Date().toISOString() };

/**
 * Opens the store of a folder, makes it when there is none, repairs and migrates it where needed. A store that cannot be
 * repaired, or that a newer version has taken over, opens for reading: see `state().readOnly`.
 * @throws ConductorError storage_denied or storage_full where the folder cannot be made or read, storage_busy where
 * another process holds it for long while it has to be made, repaired or migrated.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const fs = options.fs ?? nodeFs;
  try {
    fs.makeFolder(options.folder);
    const wasm = await fs.readFile(options.wasmPath);
    const notices: string[] = [];
    const tell = (notice: string): void => void notices.push(notice);
    const now = (options.clock ?? systemClock).now;
    const { folder } = options;
    const quarantine = new Quarantine({ fs, folder, tell });
    const env: Environment = { fs, folder, wasm, schema: options.schema ?? ownSchema, quarantine, now, tell };
    return await open(env, options, notices);
  } catch (cause) {
    throw toStorageError(cause, options.folder);
  }
}

async function open(env: Environment, options: StoreOptions, notices: readonly string[]): Promise<Store> {
  const log = options.log ?? silent;
  const identity = await readOwnIdentity();
  const lock = storeLock(env, identity, options);
  const { live, failure } = await openState(env, lock).catch(async (cause: unknown) => {
    await lock.dispose().catch((error: unknown) => log.write('warn', 'store_lock_left', { error: String(error) }));
    throw cause;
  });
  const snapshots = new Snapshots({
    env,
    live,
    log,
    lock: storeLock(env, identity, { ...options, name: 'snapshot.lock' }),
    workerPath: options.workerPath,
    journalBytes: options.snapshotJournalBytes ?? 8 * megabyte,
    closingJournalBytes: options.closingJournalBytes ?? megabyte,
  });
  const database = new JournalDatabase({
    env,
    live,
    lock,
    snapshots,
    log,
    notices,
    pollMs: options.pollMs ?? 1_000,
    firstFailure: failure,
  });
  snapshots.useExclusive((work) => database.exclusive(work));
  for (const notice of notices) log.write('warn', 'store_notice', { notice });
  const { fs, folder, quarantine } = env;
  const payloads = new PayloadFiles({ fs, folder, quarantine, writerName: randomUUID() });
  return new SqlStore({ database, payloads, identity });
}

function storeLock(
  { fs, folder }: Environment,
  identity: ProcessIdentity,
  { lockLimitMs = 10_000, name = 'store.lock' }: { readonly lockLimitMs?: number; readonly name?: string },
): StoreLock {
  return new StoreLock({ fs, folder, identity, name, limitMs: lockLimitMs });
}
