import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Log } from '../../core/ports.ts';
import { keepWeeklyBackup } from '../backups.ts';
import type { Environment } from '../environment.ts';
import { beginEpoch, removeLeftAside, removeOldEpochs } from '../epochs.ts';
import type { LiveState } from '../live-state.ts';
import type { StoreLock } from '../lock/store-lock.ts';
import { requestSnapshot, type SnapshotReply } from './snapshot-request.ts';

interface SnapshotsOptions {
  readonly env: Environment;
  readonly live: LiveState;
  /** Held while a process makes a snapshot, so that only one does. */
  readonly lock: StoreLock;
  /** The script that runs on a thread of its own: this folder's `snapshot-worker`. */
  readonly workerPath: string;
  readonly log: Log;
  /** A journal longer than this, and than a quarter of its snapshot, becomes a snapshot. */
  readonly journalBytes: number;
  /** The same when the store is closed. */
  readonly closingJournalBytes: number;
}

type Exclusive = (work: () => Promise<void>) => Promise<void>;

/** After a snapshot that did not come to be, the next one is tried this much later. */
const retryMs = 60_000;

/**
 * Turns a long journal into a snapshot and an empty journal. The work is done on another thread from the files; only the
 * change to the new epoch needs the store for itself, for some milliseconds.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  #exclusive: Exclusive = () => Promise.resolve();
  #running: Promise<void> | null = null;
  #notBeforeMs = 0;
  #isClosing = false;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /** How to be alone with the store; given once it is open. */
  useExclusive(exclusive: Exclusive): void {
    this.#exclusive = exclusive;
  }

  /** Begins a snapshot in the background where it is time for one. */
  considerLater(): void {
    const { journalBytes } = this.#options;
    if (this.#isClosing || performance.now() < this.#notBeforeMs || !this.#isLongerThan(journalBytes)) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Makes a snapshot now. */
  async make(): Promise<void> {
    await this.#running;
    await this.#run();
  }

  /** Waits for a running snapshot, or makes a last one where that spares the next start some work. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#running;
    const { closingJournalBytes, lock, live } = this.#options;
    if (live.frozen === null && this.#isLongerThan(closingJournalBytes)) await this.#run();
    await lock.dispose().catch((error: unknown) => this.#log('snapshot_lock_left', error));
  }

  #isLongerThan(bytes: number): boolean {
    const { manifest, position } = this.#options.live;
    return position.end > Math.max(bytes, manifest.snapshotBytes / 4);
  }

  async #run(): Promise<void> {
    const { lock } = this.#options;
    try {
      if (!(await lock.tryAcquire())) return;
      try {
        await this.#make();
      } finally {
        lock.release();
      }
    } catch (error) {
      this.#notBeforeMs = performance.now() + retryMs;
      this.#log('snapshot_failed', error);
    }
  }

  async #make(): Promise<void> {
    const { env, live, workerPath } = this.#options;
    const { manifest, position } = live;
    const target = path.join(env.folder, `snapshot-${randomUUID()}.tmp`);
    const reply = await requestSnapshot(workerPath, {
      wasm: env.wasm,
      folder: env.folder,
      snapshot: manifest.snapshot,
      snapshotSha256: manifest.snapshotSha256,
      snapshotSeq: manifest.snapshotSeq,
      journal: manifest.journal,
      end: position.end,
      target,
    });
    try {
      await this.#exclusive(async () => {
        if (live.manifest.epoch !== manifest.epoch || live.frozen !== null) return;
        await this.#begin(reply, { from: position.end, target });
        removeOldEpochs(env, live.manifest);
        removeLeftAside(env);
      });
    } finally {
      env.fs.remove(target);
    }
    await keepWeeklyBackup(env, live.manifest);
  }

  async #begin(reply: SnapshotReply, made: { from: number; target: string }): Promise<void> {
    const { env, live } = this.#options;
    if (!reply.ok) {
      if (reply.reason === 'damaged') {
        await live.saveFromMemory('The files on disk were damaged; everything was saved again from memory.');
      } else if (reply.reason === 'failed') this.#notBeforeMs = performance.now() + retryMs;
      this.#options.log.write('warn', 'snapshot_not_made', { ...reply });
      return;
    }
    const { manifest } = live;
    const { epoch, schema, minReader, lineage } = manifest;
    const begun = await beginEpoch(env, {
      snapshot: { path: made.target, sha256: reply.sha256, bytes: reply.bytes },
      seq: reply.seq,
      carried: live.readJournal(made.from),
      epoch: epoch + 1,
      schema,
      minReader,
      lineage,
      previous: manifest,
    });
    live.enter(begun);
  }

  #log(event: string, error: unknown): void {
    this.#options.log.write('warn', event, { message: error instanceof Error ? error.message : 'unknown' });
  }
}
