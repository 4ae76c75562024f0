import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Environment } from './environment.ts';
import { journalName, parseJournalName, parseSnapshotName, snapshotName } from './file-names.ts';
import { JournalFile, journalHeaderBytes } from './journal/journal-file.ts';
import { manifestName, writeManifest, type Epoch, type Manifest } from './manifest.ts';

/** A snapshot that lies aside until an epoch begins with it. */
interface SnapshotAside {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface NewEpoch {
  readonly snapshot: SnapshotAside;
  /** The last transaction in the snapshot. */
  readonly seq: number;
  /** Frames that came after it. */
  readonly carried: Uint8Array;
  readonly epoch: number;
  readonly schema: number;
  readonly minReader: number;
  /** Omitted: a new one, which makes everybody load again. */
  readonly lineage?: string;
  readonly previous: Epoch | null;
}

export interface BegunEpoch {
  readonly manifest: Manifest;
  readonly journal: JournalFile;
  /** The end of the carried frames. */
  readonly end: number;
}

/** Writes a snapshot under a name of its own, synced; it counts from the moment a manifest names it. */
export async function writeSnapshotAside(env: Environment, bytes: Uint8Array): Promise<SnapshotAside> {
  const aside = path.join(env.folder, `snapshot-${randomUUID()}.tmp`);
  try {
    await env.fs.writeFile(aside, bytes);
  } catch (error) {
    env.fs.remove(aside);
    throw error;
  }
  return { path: aside, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/**
 * Makes the files of a new epoch and then, in one step, makes it the store's. Only for the holder of the store's lock.
 * When it throws, the old epoch goes on and nothing of the new one matters.
 */
export async function beginEpoch(env: Environment, next: NewEpoch): Promise<BegunEpoch> {
  const { fs, folder } = env;
  const { snapshot, seq, epoch, schema, minReader, previous } = next;
  const names = { snapshot: snapshotName(epoch, seq, snapshot.sha256), journal: journalName(epoch) };
  let journal: JournalFile | undefined;
  try {
    fs.rename(snapshot.path, path.join(folder, names.snapshot));
    const header = { epoch, schema, minReader, baseSeq: seq };
    journal = await JournalFile.create(fs, path.join(folder, names.journal), header, next.carried);
    await fs.syncFolder(folder);
    const manifest: Manifest = {
      format: 1,
      epoch,
      ...names,
      snapshotSha256: snapshot.sha256,
      snapshotBytes: snapshot.bytes,
      snapshotSeq: seq,
      schema,
      minReader,
      lineage: next.lineage ?? randomUUID(),
      previous: previous && { epoch: previous.epoch, snapshot: previous.snapshot, journal: previous.journal },
    };
    await writeManifest(fs, folder, manifest);
    return { manifest, journal, end: journalHeaderBytes + next.carried.length };
  } catch (error) {
    journal?.close();
    fs.remove(snapshot.path);
    throw error;
  }
}

/** Takes away what neither this epoch nor the one before it needs. */
export function removeOldEpochs({ fs, folder }: Environment, manifest: Manifest): void {
  const kept = new Set([manifest.snapshot, manifest.journal, manifest.previous?.snapshot, manifest.previous?.journal]);
  for (const name of fs.list(folder)) {
    const epoch = (parseSnapshotName(name) ?? parseJournalName(name))?.epoch;
    if (epoch !== undefined && epoch <= manifest.epoch && !kept.has(name)) fs.remove(path.join(folder, name));
  }
}

/** Takes away what snapshots that never came to be have left. Only for the holder of the snapshot lock. */
export function removeLeftAside({ fs, folder }: Environment): void {
  for (const name of fs.list(folder)) {
    if (name.endsWith('.tmp') && name !== `${manifestName}.tmp`) fs.remove(path.join(folder, name));
  }
}
