import path from 'node:path';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { FsPort } from '../files/fs-port.ts';
import type { Quarantine } from '../files/quarantine.ts';
import { toStorageError } from '../files/storage-error.ts';
import { payloadName, type Payloads } from './text-codec.ts';

interface PayloadFilesOptions {
  readonly fs: FsPort;
  /** The store's folder. */
  readonly folder: string;
  readonly quarantine: Quarantine;
  /** Different for every store that is open, so that two never write the same file aside. */
  readonly writerName: string;
}

/** Large texts as files named after their content: `payloads/ab/abcdef…`. */
export class PayloadFiles implements Payloads {
  readonly #options: PayloadFilesOptions;
  readonly #root: string;
  readonly #toldOf = new Set<string>();
  #count = 0;

  constructor(options: PayloadFilesOptions) {
    this.#options = options;
    this.#root = path.join(options.folder, 'payloads');
  }

  async put(bytes: Uint8Array): Promise<void> {
    try {
      await this.#put(payloadName(bytes), bytes);
    } catch (cause) {
      throw toStorageError(cause, this.#options.folder);
    }
  }

  async get(sha256: string): Promise<Uint8Array> {
    const { fs } = this.#options;
    const file = this.#path(sha256);
    const bytes = fs.stat(file) === undefined ? undefined : await fs.readFile(file);
    if (bytes !== undefined && payloadName(bytes) === sha256) return bytes;
    await this.#tellDamage(sha256, bytes);
    throw new ConductorError(
      'storage_damaged',
      `A long text is ${bytes === undefined ? 'missing' : 'damaged'}: ${file}.`,
    );
  }

  async #put(sha256: string, bytes: Uint8Array): Promise<void> {
    const { fs, writerName } = this.#options;
    const file = this.#path(sha256);
    const folder = path.dirname(file);
    if (fs.stat(file) !== undefined) {
      const there = await fs.readFile(file);
      if (payloadName(there) === sha256) return;
      await this.#tellDamage(sha256, there);
    }
    fs.makeFolder(folder);
    this.#count += 1;
    const aside = path.join(folder, `${sha256}.${writerName}.${this.#count}.tmp`);
    try {
      await fs.writeFile(aside, bytes);
      fs.rename(aside, file);
    } catch (error) {
      fs.remove(aside);
      throw error;
    }
    await fs.syncFolder(folder);
    await fs.syncFolder(this.#root);
  }

  async #tellDamage(sha256: string, bytes: Uint8Array | undefined): Promise<void> {
    if (this.#toldOf.has(sha256)) return;
    this.#toldOf.add(sha256);
    const why = `The file of a long text is ${bytes === undefined ? 'missing' : 'damaged'} (${this.#path(sha256)}).`;
    await this.#options.quarantine.keep(`payload-${sha256}`, bytes ?? Buffer.alloc(0), why);
  }

  #path(sha256: string): string {
    return path.join(this.#root, sha256.slice(0, 2), sha256);
  }
}
