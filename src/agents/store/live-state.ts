import path from 'node:path';
import { ConductorError } from '../protocol/conductor-error.ts';
import type { Change } from '../protocol/events.ts';
import type { Environment } from './environment.ts';
import { beginEpoch, writeSnapshotAside, type BegunEpoch } from './epochs.ts';
import { encodeFrame, type DamagedRange, type FrameBody } from './journal/frame.ts';
import { JournalFile, journalHeaderBytes } from './journal/journal-file.ts';
import { replay } from './journal/replay.ts';
import { framesAfter, loadState, type LoadedState } from './load-state.ts';
import { manifestName, parseManifest, type Manifest } from './manifest.ts';
import { salvage, toNotice, writtenByNewer } from './salvage.ts';
import type { SqlJsEngine } from './sql/sqljs-engine.ts';

/** What everybody must read again when the whole store was loaded anew. */
const everything: readonly Change[] = (['conversations', 'messages', 'settings', 'storage'] as const).map((area) => ({
  area,
  conversationId: null,
}));
const loadTries = 5;

/**
 * The database in memory and its place in the shared journal. It follows what other processes append and the epochs that
 * they begin. Its callers see to it that nobody reads or writes meanwhile; `hasLock` says that the caller holds the
 * store's lock, which alone permits to repair and to append.
 */
export class LiveState {
  readonly #env: Environment;
  #state: LoadedState;
  #signature: string | undefined;
  /** Set when this program may not go on with the store: it stays as it is and is read-only. */
  #frozen: ConductorError | null = null;
  /** The journal holds bytes behind its end that were refused and could not be cut off. */
  #mustCut = false;

  constructor(env: Environment, state: LoadedState, signature: string | undefined) {
    this.#env = env;
    this.#state = state;
    this.#signature = signature;
  }

  get engine(): SqlJsEngine {
    return this.#state.engine;
  }

  get manifest(): Manifest {
    return this.#state.manifest;
  }

  /** Up to where the journal is contained, and the last transaction there. */
  get position(): { readonly end: number; readonly seq: number } {
    return { end: this.#state.end, seq: this.#state.seq };
  }

  get #journal(): JournalFile {
    const { journal } = this.#state;
    if (journal === null) throw new ConductorError('storage_read_only', 'These conversations can only be looked at.');
    return journal;
  }

  get frozen(): ConductorError | null {
    return this.#frozen;
  }

  /** True while a refused transaction lies in the journal, which nobody else may see: the lock must be kept. */
  get mustKeepLock(): boolean {
    return this.#mustCut;
  }

  freeze(error: ConductorError): void {
    this.#frozen = error;
  }

  /** A cheap look: two calls into the page cache. */
  hasNews(): boolean {
    if (this.#frozen !== null) return false;
    if (this.#currentSignature() !== this.#signature) return true;
    const mark = this.#journal.readMark();
    return mark !== undefined && mark > this.#state.end;
  }

  /** Takes in what others did; undefined where that is nothing. */
  async follow({ hasLock }: { hasLock: boolean }): Promise<readonly Change[] | undefined> {
    if (this.#frozen !== null) return undefined;
    if (hasLock && this.#mustCut) await this.#cutBack();
    const fromEpoch = await this.#followManifest(hasLock);
    if (this.frozen !== null) return fromEpoch;
    const fromJournal = await this.#followJournal(hasLock);
    if (fromEpoch === undefined) return fromJournal;
    return [...fromEpoch, ...(fromJournal ?? [])];
  }

  /** Appends transactions that were run in memory and waits for the disk. When it throws, none of them is there. */
  async append(bodies: readonly FrameBody[]): Promise<void> {
    const journal = this.#journal;
    const { end, seq } = this.#state;
    const frames = Buffer.concat(bodies.map((body, index) => encodeFrame(seq + 1 + index, body)));
    try {
      await journal.append(end, frames);
    } catch (error) {
      this.#mustCut = true;
      await this.#cutBack().catch(() => undefined);
      throw error;
    }
    this.#state = { ...this.#state, end: end + frames.length, seq: seq + bodies.length };
  }

  /** Lets others see what was appended. Called after the commit in memory; whether it works is not essential. */
  publish(): void {
    this.#journal.writeMark(this.#state.end);
  }

  /** The frames behind an offset. */
  readJournal(from: number): Uint8Array {
    return this.#journal.read(from, this.#state.end);
  }

  /** Goes on in an epoch that this process began. */
  enter({ manifest, journal, end }: BegunEpoch): void {
    this.#journal.close();
    this.#state = { ...this.#state, manifest, journal, end };
    this.#signature = this.#currentSignature();
  }

  /** Loads everything anew. */
  async reload({ hasLock }: { hasLock: boolean }): Promise<readonly Change[]> {
    for (let attempt = 0; attempt < loadTries; attempt += 1) {
      const signature = this.#currentSignature();
      const manifest = this.#readManifest();
      if (manifest === undefined) break;
      const loaded = await loadState(this.#env, manifest);
      if (loaded === 'damaged') break;
      if (loaded === 'gone') continue;
      this.#replace(loaded, signature);
      return everything;
    }
    if (!hasLock) throw new ConductorError('storage_damaged', 'The conversations could not be loaded again.');
    this.#replace(await salvage(this.#env), undefined);
    this.#signature = this.#currentSignature();
    return everything;
  }

  close(): void {
    this.#state.journal?.close();
    this.#state.engine.close();
  }

  /**
   * Begins an epoch with what is in memory, because the files lack a part of it. Only for the holder of the lock, outside
   * of a transaction.
   */
  async saveFromMemory(why: string): Promise<void> {
    const journal = this.#journal;
    const { engine, manifest, seq } = this.#state;
    await this.#env.quarantine.keep(manifest.journal, journal.read(0, journal.size()), why);
    const { epoch, schema, minReader } = manifest;
    const snapshot = await writeSnapshotAside(this.#env, engine.export());
    const next = { snapshot, seq, carried: Buffer.alloc(0), epoch: epoch + 1, schema, minReader, previous: manifest };
    this.enter(await beginEpoch(this.#env, next));
  }

  async #followManifest(hasLock: boolean): Promise<readonly Change[] | undefined> {
    const signature = this.#currentSignature();
    if (signature === this.#signature) return undefined;
    const manifest = this.#readManifest();
    if (manifest === undefined) return hasLock ? this.reload({ hasLock }) : undefined;
    const ours = this.#state.manifest;
    if (manifest.minReader > this.#env.schema.migrations.length) {
      this.#frozen = writtenByNewer(this.#env.folder);
      return [{ area: 'storage', conversationId: null }];
    }
    if (manifest.lineage !== ours.lineage || manifest.schema !== ours.schema) return this.reload({ hasLock });
    if (manifest.epoch === ours.epoch) {
      this.#signature = signature;
      return undefined;
    }
    const rest = await this.#finishJournal();
    if (rest === undefined || !this.#enterFollowing(manifest)) return this.reload({ hasLock });
    this.#signature = signature;
    return rest;
  }

  /** Takes in the rest of a journal that nobody appends to any more; undefined where it is not whole. */
  async #finishJournal(): Promise<readonly Change[] | undefined> {
    const journal = this.#journal;
    const { end, seq, engine } = this.#state;
    const { frames, damaged } = journal.scan(end, journal.size());
    const later = framesAfter(frames, seq);
    if (damaged.length > 0 || later === undefined) return undefined;
    const { changes, refused } = await replay(engine, later);
    if (refused.length > 0) return undefined;
    this.#state = { ...this.#state, end: frames.at(-1)?.end ?? end, seq: later.at(-1)?.seq ?? seq };
    return changes;
  }

  /** Finds our place in the journal of a newer epoch; false where its snapshot contains more than we do. */
  #enterFollowing(manifest: Manifest): boolean {
    const { fs, folder } = this.#env;
    if (manifest.snapshotSeq > this.#state.seq) return false;
    const journalPath = path.join(folder, manifest.journal);
    if (fs.stat(journalPath) === undefined) return false;
    const journal = JournalFile.open(fs, journalPath);
    const { frames } = journal.scan(journalHeaderBytes, journal.readMark() ?? journalHeaderBytes);
    const last = frames.findLast((frame) => frame.seq <= this.#state.seq);
    if ((last?.seq ?? manifest.snapshotSeq) !== this.#state.seq) {
      journal.close();
      return false;
    }
    this.#journal.close();
    this.#state = { ...this.#state, manifest, journal, end: last?.end ?? journalHeaderBytes };
    return true;
  }

  async #followJournal(hasLock: boolean): Promise<readonly Change[] | undefined> {
    const journal = this.#journal;
    const { end, seq, engine } = this.#state;
    if (hasLock && journal.endsAt(end)) return undefined;
    const mark = journal.readMark() ?? end;
    if (!hasLock && mark <= end) return undefined;
    const size = journal.size();
    const limit = hasLock ? size : Math.min(size, mark);
    if (limit < end) {
      if (!hasLock) return undefined;
      await this.saveFromMemory('The journal was cut off from outside; what it held was saved again from memory.');
      return [];
    }
    const { frames, damaged, end: good } = journal.scan(end, limit);
    const later = framesAfter(frames, seq);
    const isWhole = damaged.every((range) => range.start >= good) && good >= mark;
    if (later === undefined || !isWhole) return hasLock ? this.reload({ hasLock }) : undefined;
    const { changes, refused } = await replay(engine, later);
    if (refused.length > 0) return this.reload({ hasLock });
    this.#state = { ...this.#state, end: frames.at(-1)?.end ?? end, seq: later.at(-1)?.seq ?? seq };
    if (hasLock) {
      for (const range of damaged) await this.#cutDamage(range);
      this.publish();
    }
    return later.length > 0 || damaged.length > 0 ? changes : undefined;
  }

  /** Takes bytes off the end of the journal that are no transaction, after a copy of them is kept. */
  async #cutDamage(range: DamagedRange): Promise<void> {
    const journal = this.#journal;
    const { end, manifest } = this.#state;
    const bytes = journal.read(range.start, range.end);
    await this.#env.quarantine.keep(`${manifest.journal}-${range.start}`, bytes, toNotice(range.kind));
    await journal.cut(end);
  }

  async #cutBack(): Promise<void> {
    await this.#journal.cut(this.#state.end);
    this.#mustCut = false;
  }

  #replace(state: LoadedState, signature: string | undefined): void {
    this.close();
    this.#state = state;
    this.#signature = signature;
    this.#mustCut = false;
  }

  #readManifest(): Manifest | undefined {
    const bytes = this.#env.fs.readSmall(path.join(this.#env.folder, manifestName));
    return bytes && parseManifest(bytes);
  }

  #currentSignature(): string | undefined {
    return this.#env.fs.stat(path.join(this.#env.folder, manifestName))?.signature;
  }
}
