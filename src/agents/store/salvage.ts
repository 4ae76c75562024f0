import path from 'node:path';
import { ConductorError } from '../protocol/conductor-error.ts';
import type { Environment } from './environment.ts';
import { beginEpoch, writeSnapshotAside } from './epochs.ts';
import { parseJournalName, parseSnapshotName, type SnapshotName } from './file-names.ts';
import type { Frame } from './journal/frame.ts';
import { JournalFile, journalHeaderBytes } from './journal/journal-file.ts';
import { replay } from './journal/replay.ts';
import { readSnapshot, type LoadedState } from './load-state.ts';
import { manifestName, parseManifest } from './manifest.ts';
import { migrate, schemaOf } from './migrate.ts';
import { SqlJsEngine } from './sql/sqljs-engine.ts';

interface ReadJournal {
  readonly name: string;
  readonly epoch: number;
  readonly schema: number | undefined;
  readonly minReader: number;
  /** It holds what follows this transaction. */
  readonly baseSeq: number;
  readonly lastSeq: number;
  readonly frames: readonly Frame[];
}

interface Base {
  readonly engine: SqlJsEngine;
  readonly snapshot: SnapshotName;
}

/** Reads a journal past its damaged parts, which are copied and told first. */
async function readJournal(env: Environment, name: string, epoch: number): Promise<ReadJournal> {
  const journal = JournalFile.open(env.fs, path.join(env.folder, name));
  try {
    const size = journal.size();
    if (journal.header === undefined) {
      const head = journal.read(0, journalHeaderBytes);
      await env.quarantine.keep(`${name}-0`, head, 'The beginning of a journal was damaged; its changes were kept.');
    }
    const { frames, damaged, end } = journal.scan(journalHeaderBytes, size);
    if (damaged.length === 0 && (journal.readMark() ?? end) > end) {
      env.tell('The end of the journal is missing; the last changes, which had been confirmed, are lost.');
    }
    for (const range of damaged) {
      const bytes = journal.read(range.start, range.end);
      await env.quarantine.keep(`${name}-${range.start}`, bytes, toNotice(range.kind));
    }
    const firstSeq = frames[0]?.seq;
    const snapshotSeq = env.fs
      .list(env.folder)
      .map(parseSnapshotName)
      .find((snapshot) => snapshot?.epoch === epoch)?.seq;
    const baseSeq = journal.header?.baseSeq ?? snapshotSeq ?? (firstSeq === undefined ? Infinity : firstSeq - 1);
    return {
      name,
      epoch,
      schema: journal.header?.schema,
      minReader: journal.header?.minReader ?? 0,
      baseSeq,
      lastSeq: frames.at(-1)?.seq ?? baseSeq,
      frames,
    };
  } finally {
    journal.close();
  }
}

/** What is said of damaged bytes at the end of a journal or inside it. */
export function toNotice(kind: 'torn' | 'checksum' | 'garbage'): string {
  if (kind === 'torn') return 'The last change was not written to its end when the program stopped; it was cut off.';
  if (kind === 'checksum') return 'A change in the journal was damaged and is lost; it may have been confirmed before.';
  return 'A part of the journal was damaged; the changes in it are lost.';
}

/** The newest snapshot that is whole; damaged ones are copied and told. */
async function findBase(env: Environment): Promise<Base | undefined> {
  const snapshots = env.fs
    .list(env.folder)
    .map(parseSnapshotName)
    .filter((name) => name !== undefined)
    .sort((one, other) => other.epoch - one.epoch || other.seq - one.seq);
  for (const snapshot of snapshots) {
    const bytes = await readSnapshot(env, snapshot.name, snapshot.sha256);
    if (typeof bytes !== 'string') return { engine: await SqlJsEngine.open(env.wasm, bytes), snapshot };
    if (bytes === 'damaged') {
      const damaged = await env.fs.readFile(path.join(env.folder, snapshot.name));
      await env.quarantine.keep(snapshot.name, damaged, 'A snapshot of the conversations was damaged.');
    }
  }
  return undefined;
}

/** All journals' frames behind the snapshot in one row; what several journals hold comes from the newest. */
function collectFrames(journals: readonly ReadJournal[], seq: number): Map<number, { frame: Frame; schema: number }> {
  const found = new Map<number, { frame: Frame; schema: number }>();
  let schema = 0;
  for (const journal of journals) {
    schema = journal.schema ?? schema;
    for (const frame of journal.frames) if (frame.seq > seq) found.set(frame.seq, { frame, schema });
  }
  return new Map([...found].sort(([one], [other]) => one - other));
}

/** True where every transaction behind the snapshot belongs to some journal that is here, damaged or not. */
function isCovered(journals: readonly ReadJournal[], seq: number): boolean {
  const last = Math.max(seq, ...journals.map((journal) => (journal.frames.length > 0 ? journal.lastSeq : 0)));
  let covered = seq;
  for (const journal of [...journals].sort((one, other) => one.baseSeq - other.baseSeq)) {
    if (journal.baseSeq <= covered) covered = Math.max(covered, journal.lastSeq);
  }
  return covered >= last;
}

async function applyAll(env: Environment, base: Base, journals: readonly ReadJournal[]): Promise<number> {
  const found = collectFrames(journals, base.snapshot.seq);
  let schema = schemaOf(base.engine);
  let expected = base.snapshot.seq + 1;
  let missing = 0;
  let run: Frame[] = [];
  const flush = async (): Promise<void> => {
    const { refused } = await replay(base.engine, run);
    run = [];
    for (const frame of refused) {
      const why = 'A change that builds on a lost one could not be made again.';
      await env.quarantine.keep(`change-${frame.seq}.json`, frame.payload, why);
    }
  };
  for (const [seq, { frame, schema: needed }] of found) {
    if (needed > schema) {
      await flush();
      migrate(base.engine, env.schema.migrations, { from: schema, to: needed });
      schema = needed;
    }
    missing += seq - expected;
    expected = seq + 1;
    run.push(frame);
  }
  await flush();
  if (missing > 0) env.tell(`${missing} changes inside the journal are lost; everything else was kept.`);
  return expected - 1;
}

function impossible(folder: string): ConductorError {
  return new ConductorError(
    'storage_damaged',
    `The conversations in ${folder} are damaged and could not be put together again. Nothing was changed or removed; ` +
      'older copies are in its folder “backups”.',
    { details: { folder } },
  );
}

/**
 * Puts the store together again from what is whole: the newest good snapshot, and every good transaction behind it in
 * any journal. Needs no manifest. Damaged bytes are copied and told before anything else. Only for the holder of the
 * store's lock; a new epoch begins with the result.
 * @throws ConductorError storage_damaged where that would leave out more than damaged bytes, storage_read_only where a
 * newer program wrote it; then nothing was changed.
 */
export async function salvage(env: Environment): Promise<LoadedState> {
  const { fs, folder } = env;
  const manifestBytes = fs.readSmall(path.join(folder, manifestName));
  const manifest = manifestBytes && parseManifest(manifestBytes);
  if (manifestBytes !== undefined && manifest === undefined) {
    await env.quarantine.keep(manifestName, manifestBytes, 'The list of the store’s files was damaged and made anew.');
  }
  const journals: ReadJournal[] = [];
  for (const name of fs
    .list(folder)
    .map(parseJournalName)
    .filter((found) => found !== undefined)) {
    journals.push(await readJournal(env, name.name, name.epoch));
  }
  journals.sort((one, other) => one.epoch - other.epoch);
  const newest = Math.max(0, ...journals.map((journal) => journal.minReader));
  if (newest > env.schema.migrations.length) throw writtenByNewer(folder);
  const base = await findBase(env);
  if (base === undefined) throw impossible(folder);
  try {
    if (!isCovered(journals, base.snapshot.seq)) throw impossible(folder);
    const seq = await applyAll(env, base, journals);
    const engine = base.engine;
    const snapshot = await writeSnapshotAside(env, engine.export());
    const epoch = Math.max(manifest?.epoch ?? 0, base.snapshot.epoch, ...journals.map((journal) => journal.epoch)) + 1;
    const schema = schemaOf(engine);
    const minReader = Math.max(manifest?.minReader ?? 0, newest);
    const journal = journals.at(-1)?.name;
    const previous =
      journal === undefined ? null : { epoch: base.snapshot.epoch, snapshot: base.snapshot.name, journal };
    const carried = Buffer.alloc(0);
    const begun = await beginEpoch(env, { snapshot, seq, carried, epoch, schema, minReader, previous });
    return { engine, manifest: begun.manifest, journal: begun.journal, end: begun.end, seq };
  } catch (error) {
    base.engine.close();
    throw error;
  }
}

/** The failure of a program that meets a store of a newer one. */
export function writtenByNewer(folder: string): ConductorError {
  return new ConductorError(
    'storage_read_only',
    'A newer version of Conductor has changed how conversations are kept. Reload this window, or update Conductor, to ' +
      'write again; until then everything can be read.',
    { details: { folder } },
  );
}
