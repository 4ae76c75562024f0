import path from 'node:path';
import { createHash } from 'node:crypto';
import { isConductorError, type ConductorError } from '../protocol/conductor-error.ts';
import { keepBeforeMigration, readNewestBackup } from './backups.ts';
import type { Environment } from './environment.ts';
import { beginEpoch, writeSnapshotAside } from './epochs.ts';
import { parseJournalName, parseSnapshotName } from './file-names.ts';
import { toStorageError } from './files/storage-error.ts';
import { LiveState } from './live-state.ts';
import { loadState, type LoadedState } from './load-state.ts';
import type { StoreLock } from './lock/store-lock.ts';
import { manifestName, parseManifest, type Manifest } from './manifest.ts';
import { migrate, schemaOf } from './migrate.ts';
import { salvage, writtenByNewer } from './salvage.ts';
import { SqlJsEngine } from './sql/sqljs-engine.ts';

const loadTries = 5;

interface OpenedState {
  readonly live: LiveState;
  /** Why writing does not work now. */
  readonly failure: ConductorError | null;
}

/** Opens what is there, or makes a new store; repairs and migrates it where that is needed and possible. */
export async function openState(env: Environment, lock: StoreLock): Promise<OpenedState> {
  const found = await load(env);
  const opened = typeof found === 'string' ? await withLock(env, lock) : toOpened(env, found);
  const { live } = opened;
  if (live.frozen !== null || opened.failure !== null) return opened;
  if (live.manifest.minReader > env.schema.migrations.length) {
    live.freeze(writtenByNewer(env.folder));
    return opened;
  }
  return finish(env, { live, lock });
}

type Found = { readonly state: LoadedState; readonly signature: string | undefined };

function signatureOf({ fs, folder }: Environment): string | undefined {
  return fs.stat(path.join(folder, manifestName))?.signature;
}

function toOpened(env: Environment, { state, signature }: Found): OpenedState {
  return { live: new LiveState(env, state, signature), failure: null };
}

function readManifest({ fs, folder }: Environment): Manifest | 'missing' | 'damaged' {
  const bytes = fs.readSmall(path.join(folder, manifestName));
  if (bytes === undefined) return 'missing';
  return parseManifest(bytes) ?? 'damaged';
}

async function load(env: Environment): Promise<Found | 'missing' | 'damaged'> {
  for (let attempt = 0; attempt < loadTries; attempt += 1) {
    const signature = signatureOf(env);
    const manifest = readManifest(env);
    if (typeof manifest === 'string') return manifest;
    const state = await loadState(env, manifest);
    if (state === 'damaged') return state;
    if (state !== 'gone') return { state, signature };
  }
  return 'damaged';
}

/** A store that has to be made or repaired: looks again with the lock, since another process may have done it. */
async function withLock(env: Environment, lock: StoreLock): Promise<OpenedState> {
  await lock.acquire();
  try {
    const found = await load(env);
    if (typeof found !== 'string') return toOpened(env, found);
    const isNew = found === 'missing' && !holdsData(env);
    const state = isNew ? await create(env) : await salvage(env);
    if (found === 'missing' && !isNew) env.tell('The list of the store’s files was missing and was made anew.');
    return toOpened(env, { state, signature: signatureOf(env) });
  } catch (error) {
    if (!isConductorError(error)) throw error;
    return { live: await lookOnly(env, error), failure: null };
  } finally {
    lock.release();
  }
}

/** The best that can be shown of a store that cannot be put together: its newest backup, else nothing. */
async function lookOnly(env: Environment, why: ConductorError): Promise<LiveState> {
  const backup = await readNewestBackup(env);
  const engine = await SqlJsEngine.open(env.wasm, backup ?? null);
  const schema = env.schema.migrations.length;
  migrate(engine, env.schema.migrations, { from: schemaOf(engine), to: schema });
  if (backup !== undefined) env.tell('What is shown comes from the newest backup.');
  const names = { epoch: 0, snapshot: '', journal: '', snapshotSha256: '', snapshotBytes: 0, snapshotSeq: 0 };
  const manifest: Manifest = { format: 1, ...names, schema, minReader: schema, lineage: '', previous: null };
  const live = new LiveState(env, { engine, manifest, journal: null, end: 0, seq: 0 }, undefined);
  live.freeze(why);
  return live;
}

function holdsData({ fs, folder }: Environment): boolean {
  return fs.list(folder).some((name) => (parseSnapshotName(name) ?? parseJournalName(name)) !== undefined);
}

async function create(env: Environment): Promise<LoadedState> {
  const { schema, wasm } = env;
  const engine = await SqlJsEngine.open(wasm, null);
  migrate(engine, schema.migrations, { from: 0, to: schema.migrations.length });
  const snapshot = await writeSnapshotAside(env, engine.export());
  const begun = await beginEpoch(env, {
    snapshot,
    seq: 0,
    carried: Buffer.alloc(0),
    epoch: 1,
    schema: schema.migrations.length,
    minReader: schema.minReader,
    previous: null,
  });
  return { engine, manifest: begun.manifest, journal: begun.journal, end: begun.end, seq: 0 };
}

/** Takes in what a killed writer had finished, and migrates. Without the lock the store can still be read. */
async function finish(
  env: Environment,
  { live, lock }: { readonly live: LiveState; readonly lock: StoreLock },
): Promise<OpenedState> {
  try {
    await lock.acquire();
  } catch (error) {
    const failure = toStorageError(error, env.folder);
    if (schemaOf(live.engine) < env.schema.migrations.length) {
      live.close();
      throw failure;
    }
    return { live, failure };
  }
  try {
    await live.follow({ hasLock: true });
    const from = schemaOf(live.engine);
    const to = env.schema.migrations.length;
    if (live.frozen === null && from < to) await upgrade(env, live, { from, to });
    return { live, failure: null };
  } catch (cause) {
    const failure = toStorageError(cause, env.folder);
    if (schemaOf(live.engine) < env.schema.migrations.length) {
      live.close();
      throw failure;
    }
    // What the disk refused may work later; damage does not go away.
    if (isConductorError(cause)) live.freeze(cause);
    return { live, failure };
  } finally {
    lock.release({ keep: live.mustKeepLock });
  }
}

async function upgrade(env: Environment, live: LiveState, { from, to }: { from: number; to: number }): Promise<void> {
  const { engine, manifest, position } = live;
  const before = engine.export();
  const sha256 = createHash('sha256').update(before).digest('hex');
  await keepBeforeMigration(env, { bytes: before, sha256, schema: from });
  migrate(engine, env.schema.migrations, { from, to });
  const begun = await beginEpoch(env, {
    snapshot: await writeSnapshotAside(env, engine.export()),
    seq: position.seq,
    carried: Buffer.alloc(0),
    epoch: manifest.epoch + 1,
    schema: to,
    minReader: env.schema.minReader,
    previous: manifest,
  });
  live.enter(begun);
}
