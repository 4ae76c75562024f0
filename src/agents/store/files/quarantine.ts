import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FsPort } from './fs-port.ts';

/**
 * Keeps damaged bytes for whoever wants to look at them, and tells the person. Nothing is cut or replaced before its
 * copy is on the disk.
 */
export class Quarantine {
  readonly #fs: FsPort;
  readonly #folder: string;
  readonly #tell: (notice: string) => void;

  constructor(options: { fs: FsPort; folder: string; tell: (notice: string) => void }) {
    this.#fs = options.fs;
    this.#folder = path.join(options.folder, 'quarantine');
    this.#tell = options.tell;
  }

  /** `why` is a sentence; the place of the copy is added to it. */
  async keep(name: string, bytes: Uint8Array, why: string): Promise<void> {
    const sum = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const target = path.join(this.#folder, `${name}-${sum}`);
    // The same damage may be met again, by another window or at the next start.
    if (this.#fs.stat(target)?.size !== bytes.length) await this.#write(target, bytes);
    this.#tell(`${why} A copy of ${bytes.length} bytes is at ${target}.`);
  }

  async #write(target: string, bytes: Uint8Array): Promise<void> {
    this.#fs.makeFolder(this.#folder);
    await this.#fs.writeFile(target, bytes);
    await this.#fs.syncFolder(this.#folder);
  }
}
