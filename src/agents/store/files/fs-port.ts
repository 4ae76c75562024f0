import type { Disposable } from '../../core/ports.ts';

interface FileStat {
  readonly size: number;
  /** Differs whenever another file was renamed to this path or its bytes were written. */
  readonly signature: string;
}

/**
 * Every file operation of the store, so that a test can make any one of them fail. Small ones are synchronous: they
 * touch the page cache and cost microseconds, less than a trip through the thread pool. What waits for the disk or
 * moves megabytes is asynchronous. All throw Node's own errors, with `code`.
 */
export interface FsPort {
  makeFolder(path: string): void;
  /** File names; none where the folder is missing. */
  list(folder: string): string[];
  /** Undefined where there is no such file. */
  stat(path: string): FileStat | undefined;
  /** A small file's bytes; undefined where there is none. */
  readSmall(path: string): Uint8Array | undefined;
  readFile(path: string): Promise<Uint8Array>;
  /** Writes a whole file and waits until its bytes are on the disk. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  /** @throws EEXIST where the path is taken. */
  writeExclusive(path: string, bytes: Uint8Array): void;
  /** @throws EEXIST where the new path is taken. */
  link(existing: string, path: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** A copy whose bytes are on the disk. */
  copy(from: string, to: string): Promise<void>;
  /** Makes renames and new names in a folder survive a power cut; nothing on systems that have no such call. */
  syncFolder(path: string): Promise<void>;
  /** `create` truncates. */
  open(path: string, mode: 'read' | 'write' | 'create'): number;
  close(file: number): void;
  size(file: number): number;
  /** The bytes from `position`, at most `length`. */
  read(file: number, position: number, length: number): Uint8Array;
  /** All of `bytes`, or an error; then some of them may have been written. */
  write(file: number, bytes: Uint8Array, position: number): void;
  truncate(file: number, length: number): void;
  /** Resolves when what was written is on the disk. */
  sync(file: number): Promise<void>;
  /** The same, keeping the caller waiting: for disks that are faster than a trip through the thread pool. */
  syncNow(file: number): void;
  /** Calls when something in the folder changes; hints may be lost. */
  watch(folder: string, listener: () => void): Disposable;
}
