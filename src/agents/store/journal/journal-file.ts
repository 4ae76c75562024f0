import { crc32 } from 'node:zlib';
import type { FsPort } from '../files/fs-port.ts';
import { SyncPace } from './sync-pace.ts';
import { frameHeaderBytes, scanFrames, type ScannedFrames } from './frame.ts';

interface JournalHeader {
  readonly epoch: number;
  readonly schema: number;
  /** The oldest schema whose programs can read this. */
  readonly minReader: number;
  /** The number of the last transaction that the epoch's snapshot contains. */
  readonly baseSeq: number;
}

/*
 * magic 8 bytes | epoch u32 | schema u32 | minReader u32 | 0 u32 | baseSeq f64 | crc of these u32 | 0
 * and, at 48, what changes: committed end f64 | its crc u32 | 0
 */
const magic = Buffer.from('CNDJRNL1');
const fixedBytes = 32;
const markAt = 48;
const markBytes = 12;
export const journalHeaderBytes = 64;
const allocatedAheadBytes = 256 * 1024;

function encodeHeader(header: JournalHeader): Buffer {
  const bytes = Buffer.alloc(journalHeaderBytes);
  magic.copy(bytes);
  bytes.writeUInt32LE(header.epoch, 8);
  bytes.writeUInt32LE(header.schema, 12);
  bytes.writeUInt32LE(header.minReader, 16);
  bytes.writeDoubleLE(header.baseSeq, 24);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, fixedBytes)), fixedBytes);
  encodeMark(journalHeaderBytes).copy(bytes, markAt);
  return bytes;
}

function encodeMark(end: number): Buffer {
  const bytes = Buffer.alloc(markBytes);
  bytes.writeDoubleLE(end);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 8)), 8);
  return bytes;
}

function decodeHeader(source: Uint8Array): JournalHeader | undefined {
  const bytes = Buffer.from(source);
  if (bytes.length < journalHeaderBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  if (crc32(bytes.subarray(0, fixedBytes)) !== bytes.readUInt32LE(fixedBytes)) return undefined;
  return {
    epoch: bytes.readUInt32LE(8),
    schema: bytes.readUInt32LE(12),
    minReader: bytes.readUInt32LE(16),
    baseSeq: bytes.readDoubleLE(24),
  };
}

/**
 * The file that every process appends its transactions to. Its head carries a mark, the end of what is committed: others
 * read up to the mark without a lock and so never see what a failing disk may still take back. The mark is a hint and
 * not synced; whoever holds the lock looks behind it for what a killed writer had finished.
 */
export class JournalFile {
  readonly path: string;
  /** Undefined where its bytes are damaged. */
  readonly header: JournalHeader | undefined;
  readonly #fs: FsPort;
  readonly #file: number;
  readonly #pace = new SyncPace();
  /** How long the file is at least; shorter only when others have cut it, and then writing makes it longer again. */
  #knownSize = 0;

  private constructor(fs: FsPort, path: string, file: number) {
    this.#fs = fs;
    this.path = path;
    this.#file = file;
    this.header = decodeHeader(fs.read(file, 0, journalHeaderBytes));
  }

  /** Makes the file with frames that are already known, and waits for the disk. */
  static async create(fs: FsPort, path: string, header: JournalHeader, frames: Uint8Array): Promise<JournalFile> {
    const file = fs.open(path, 'create');
    try {
      fs.write(file, encodeHeader(header), 0);
      if (frames.length > 0) fs.write(file, frames, journalHeaderBytes);
      fs.write(file, encodeMark(journalHeaderBytes + frames.length), markAt);
      await fs.sync(file);
      return new JournalFile(fs, path, file);
    } catch (error) {
      fs.close(file);
      throw error;
    }
  }

  /** Opens for writing where that is permitted, else for reading. */
  static open(fs: FsPort, path: string): JournalFile {
    let file: number;
    try {
      file = fs.open(path, 'write');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
      file = fs.open(path, 'read');
    }
    try {
      return new JournalFile(fs, path, file);
    } catch (error) {
      fs.close(file);
      throw error;
    }
  }

  /** The end of what is committed; undefined while it is being written or where it is damaged. */
  readMark(): number | undefined {
    const bytes = Buffer.from(this.#fs.read(this.#file, markAt, markBytes));
    if (bytes.length < markBytes || crc32(bytes.subarray(0, 8)) !== bytes.readUInt32LE(8)) return undefined;
    return bytes.readDoubleLE(0);
  }

  writeMark(end: number): void {
    this.#fs.write(this.#file, encodeMark(end), markAt);
  }

  size(): number {
    return this.#fs.size(this.#file);
  }

  read(from: number, to: number): Uint8Array {
    return this.#fs.read(this.#file, from, Math.max(0, to - from));
  }

  scan(from: number, to: number): ScannedFrames {
    return scanFrames(this.read(from, to), from);
  }

  /** True where the file goes to `end` and nothing was written behind: it ends, or goes on with space allocated ahead. */
  endsAt(end: number): boolean {
    const bytes = this.read(end, end + frameHeaderBytes);
    if (bytes.length < frameHeaderBytes && this.size() < end) return false;
    return bytes.every((byte) => byte === 0);
  }

  /** Writes frames at the known end and waits for the disk. */
  async append(end: number, frames: Uint8Array): Promise<void> {
    this.#allocate(end + frames.length);
    this.#fs.write(this.#file, frames, end);
    await this.#pace.sync(this.#fs, this.#file);
  }

  /**
   * Makes the file longer than is needed now. A sync of bytes inside a file costs the disk one flush; one that has to
   * keep a new length too costs it two.
   */
  #allocate(end: number): void {
    if (this.#knownSize >= end) return;
    const size = this.size();
    this.#knownSize = size;
    if (size >= end) return;
    try {
      this.#fs.write(this.#file, Buffer.alloc(end + allocatedAheadBytes - size), size);
      this.#knownSize = end + allocatedAheadBytes;
    } catch {
      // It is only for speed. What is really needed is written next, and tells what is wrong.
      this.#fs.truncate(this.#file, size);
    }
  }

  /** Cuts off what stands behind `end`. */
  async cut(end: number): Promise<void> {
    this.#knownSize = 0;
    this.#fs.truncate(this.#file, end);
    await this.#fs.sync(this.#file);
  }

  close(): void {
    this.#fs.close(this.#file);
  }
}
