import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { FsPort } from '../files/fs-port.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

interface Holder extends ProcessIdentity {
  readonly host: string;
  /** Different for every lock object, also within one process. */
  readonly nonce: string;
}

interface StoreLockOptions {
  readonly fs: FsPort;
  readonly folder: string;
  /** The lock's file name. */
  readonly name: string;
  readonly identity: ProcessIdentity;
  /** How long to wait for another holder before giving up. */
  readonly limitMs: number;
}

/** Between two looks at a lock that is taken. */
const pauseMs = 1;
/** For so long a holder that others wait for does not take the lock again. */
const courtesyMs = 4;
/** Whether others wait is looked at once in so many releases. */
const releasesBetweenLooks = 4;

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, startTime, bootId, host, nonce } = value as Record<string, unknown>;
  return typeof pid === 'number' && [startTime, bootId, host, nonce].every((field) => typeof field === 'string');
}

/**
 * A lock between processes: a file that exists while somebody holds it and says who. It appears with its content in one
 * step (a hard link to a file written before; exclusive creation where there are no hard links). It is taken away only
 * from a process that is dead, never because it is old: a suspended laptop may wake up in the middle of a write.
 */
export class StoreLock {
  readonly #options: StoreLockOptions;
  readonly #path: string;
  readonly #wantedPath: string;
  readonly #holder: Holder;
  readonly #ownFile: string;
  readonly #content: Uint8Array;
  #linksWork = true;
  /** Still ours although it was given back: removing the file failed, or it was kept on purpose. */
  #isKept = false;
  /** Callers within this process take turns. */
  #turn: Promise<void> = Promise.resolve();
  #endTurn: () => void = () => undefined;
  /** After giving it back to others who wait. */
  #notBeforeMs = 0;
  #releases = 0;

  constructor(options: StoreLockOptions) {
    this.#options = options;
    this.#path = path.join(options.folder, options.name);
    this.#wantedPath = `${this.#path}.wanted`;
    this.#holder = { ...options.identity, host: os.hostname(), nonce: randomUUID() };
    this.#ownFile = `${this.#path}.${this.#holder.pid}.${this.#holder.nonce}`;
    this.#content = Buffer.from(JSON.stringify(this.#holder));
  }

  /**
   * Waits until the lock is ours.
   * @throws ConductorError storage_busy, naming the holder, when that takes longer than the limit; Node's own error when
   * the folder cannot be written.
   */
  async acquire(): Promise<void> {
    await this.#takeTurn();
    try {
      const startedMs = performance.now();
      if (startedMs < this.#notBeforeMs) await sleep(this.#notBeforeMs - startedMs);
      while (!(await this.#takeFile())) {
        if (performance.now() - startedMs > this.#options.limitMs) throw this.#busy();
        this.#announce();
        await sleep(pauseMs + pauseMs * Math.random());
      }
    } catch (error) {
      this.#endTurn();
      throw error;
    }
  }

  /** Takes the lock if it is free or its holder is dead. */
  async tryAcquire(): Promise<boolean> {
    await this.#takeTurn();
    let taken = false;
    try {
      taken = await this.#takeFile();
    } finally {
      if (!taken) this.#endTurn();
    }
    return taken;
  }

  /** Gives the lock back. `keep` lets only this object have it next. */
  release({ keep = false }: { keep?: boolean } = {}): void {
    this.#isKept = keep || !this.#remove(this.#path);
    this.#releases += 1;
    if (!keep && this.#releases % releasesBetweenLooks === 0) this.#makeWay();
    this.#endTurn();
  }

  /** Tells whoever holds the lock that somebody waits: without it, a busy writer would take it again at once. */
  #announce(): void {
    this.#take(this.#wantedPath);
  }

  #makeWay(): void {
    if (!this.#isWanted()) return;
    this.#remove(this.#wantedPath);
    this.#notBeforeMs = performance.now() + courtesyMs;
  }

  #isWanted(): boolean {
    try {
      return this.#options.fs.stat(this.#wantedPath) !== undefined;
    } catch {
      // Only courtesy depends on it.
      return false;
    }
  }

  /**
   * False where the file could not be removed. Nobody takes the lock from a living process, so it is simply there at the
   * next turn, which tries to remove it again.
   */
  #remove(file: string): boolean {
    try {
      this.#options.fs.remove(file);
      return true;
    } catch {
      return false;
    }
  }

  async #takeTurn(): Promise<void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#turn = before.then(() => promise);
    await before;
    this.#endTurn = () => resolve(undefined);
  }

  async #takeFile(): Promise<boolean> {
    if (this.#isKept || this.#take(this.#path)) return true;
    const holder = this.#read(this.#path);
    if (holder === undefined || (await this.#mayLive(holder))) return false;
    await this.#break(this.#path, holder);
    return this.#take(this.#path);
  }

  /** Takes away everything of ours, and what dead processes left behind. */
  async dispose(): Promise<void> {
    const { fs, folder, name } = this.#options;
    if (this.#isKept) fs.remove(this.#path);
    this.#isKept = false;
    fs.remove(this.#ownFile);
    if (this.#read(this.#wantedPath)?.nonce === this.#holder.nonce) fs.remove(this.#wantedPath);
    for (const file of fs.list(folder)) {
      if (!file.startsWith(`${name}.`)) continue;
      const left = path.join(folder, file);
      const holder = this.#read(left);
      const isInUse = holder === undefined || (await this.#mayLive(holder)) || this.#isBreakInUse(file);
      if (!isInUse) fs.remove(left);
    }
  }

  /** A break file matters as long as the lock that it is about is still there. */
  #isBreakInUse(file: string): boolean {
    return file.includes('.break.') && this.#read(this.#path) !== undefined;
  }

  async #mayLive(holder: Holder): Promise<boolean> {
    // Another machine's processes cannot be looked at.
    return holder.host !== this.#holder.host || (await isAlive(holder));
  }

  /**
   * Removes what a dead holder left at `target`. The right to do so is a lock of its own, named after the dead holder, so
   * that nobody removes the lock of somebody who came later; a breaker that died meanwhile is broken the same way.
   */
  async #break(target: string, dead: Holder): Promise<void> {
    const { fs, folder, name } = this.#options;
    const right = path.join(folder, `${name}.break.${dead.nonce}`);
    if (!this.#take(right)) {
      const breaker = this.#read(right);
      if (breaker !== undefined && !(await this.#mayLive(breaker))) await this.#break(right, breaker);
      return;
    }
    try {
      if (this.#read(target)?.nonce === dead.nonce) fs.remove(target);
    } finally {
      fs.remove(right);
    }
  }

  #take(target: string): boolean {
    try {
      if (this.#linksWork) this.#link(target);
      else this.#options.fs.writeExclusive(target, this.#content);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  #link(target: string): void {
    const { fs } = this.#options;
    try {
      fs.link(this.#ownFile, target);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT') {
        fs.writeExclusive(this.#ownFile, this.#content);
        fs.link(this.#ownFile, target);
      } else if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS' || code === 'EMLINK') {
        fs.writeExclusive(target, this.#content);
        this.#linksWork = false;
      } else throw error;
    }
  }

  #read(file: string): Holder | undefined {
    const bytes = this.#options.fs.readSmall(file);
    if (bytes === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
      return isHolder(value) ? value : undefined;
    } catch {
      // Exclusive creation without links writes its content a moment after the name appears.
      return undefined;
    }
  }

  #busy(): ConductorError {
    const holder = this.#read(this.#path);
    const who = holder === undefined ? 'another program' : `process ${holder.pid} on ${holder.host}`;
    return new ConductorError(
      'storage_busy',
      `The conversations are locked by ${who} (${this.#path}). Close that window, or try again in a moment.`,
      { details: { pid: holder?.pid ?? null, host: holder?.host ?? null, lockFile: this.#path } },
    );
  }
}
