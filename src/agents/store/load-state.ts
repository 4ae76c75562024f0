import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Environment } from './environment.ts';
import type { Frame } from './journal/frame.ts';
import { JournalFile, journalHeaderBytes } from './journal/journal-file.ts';
import { replay } from './journal/replay.ts';
import type { Manifest } from './manifest.ts';
import { SqlJsEngine } from './sql/sqljs-engine.ts';

/** A store in memory: everything up to `end` in the journal is in the engine. */
export interface LoadedState {
  readonly engine: SqlJsEngine;
  readonly manifest: Manifest;
  /** None where the store can only be looked at. */
  readonly journal: JournalFile | null;
  readonly end: number;
  /** The last transaction that is contained. */
  readonly seq: number;
}

/** `gone`: another process went on to a newer epoch meanwhile. `damaged`: only a repair can load it. */
type LoadFailure = 'gone' | 'damaged';

/** A snapshot’s bytes, or why there are none: the file is gone, or not what its checksum says. */
export async function readSnapshot(
  { fs, folder }: Pick<Environment, 'fs' | 'folder'>,
  name: string,
  sha256: string,
): Promise<Uint8Array | LoadFailure> {
  let bytes: Uint8Array;
  try {
    bytes = await fs.readFile(path.join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
    throw error;
  }
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : 'damaged';
}

/** The frames behind `seq`, or undefined where one of them is missing. */
export function framesAfter(frames: readonly Frame[], seq: number): Frame[] | undefined {
  const later = frames.filter((frame) => frame.seq > seq);
  return later.every((frame, index) => frame.seq === seq + 1 + index) ? later : undefined;
}

/** Reads what a manifest names, up to what is marked as committed. Needs no lock. */
export async function loadState(env: Environment, manifest: Manifest): Promise<LoadedState | LoadFailure> {
  const { fs, folder, wasm } = env;
  const snapshot = await readSnapshot(env, manifest.snapshot, manifest.snapshotSha256);
  if (typeof snapshot === 'string') return snapshot;
  const journalPath = path.join(folder, manifest.journal);
  if (fs.stat(journalPath) === undefined) return 'gone';
  const journal = JournalFile.open(fs, journalPath);
  let engine: SqlJsEngine | undefined;
  try {
    const mark = journal.readMark() ?? journalHeaderBytes;
    const scanned = journal.scan(journalHeaderBytes, Math.min(mark, journal.size()));
    const frames = framesAfter(scanned.frames, manifest.snapshotSeq);
    if (journal.header === undefined || scanned.end !== mark || frames === undefined) {
      journal.close();
      return 'damaged';
    }
    engine = await SqlJsEngine.open(wasm, snapshot);
    const { refused } = await replay(engine, frames);
    for (const frame of refused) {
      const why = 'A change in the journal does not fit the data and was left out.';
      await env.quarantine.keep(`change-${frame.seq}.json`, frame.payload, why);
    }
    return { engine, manifest, journal, end: mark, seq: frames.at(-1)?.seq ?? manifest.snapshotSeq };
  } catch (error) {
    engine?.close();
    journal.close();
    throw error;
  }
}
