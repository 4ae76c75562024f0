import path from 'node:path';
import type { FsPort } from './fs-port.ts';

/**
 * Keeps damaged bytes for whoever wants to look at them, and tells the person. Nothing is cut or replaced before its
 * copy is on the disk.
 */
export class Quarantine {
  readonly #fs: FsPort;
  readonly #folder: string;
  readonly #now: () => string;
  readonly #tell: (notice: string) => void;

  constructor(options: { fs: FsPort; folder: string; now: () => string; tell: (notice: string) => void }) {
    this.#fs = options.fs;
    this.#folder = path.join(options.folder, 'quarantine');
    this.#now = options.now;
    this.#tell = options.tell;
  }

  /** `why` is a sentence; the place of the copy is added to it. */
  async keep(name: string, bytes: Uint8Array, why: string): Promise<void> {
    this.#fs.makeFolder(this.#folder);
    const target = this.#freeName(name);
    await this.#fs.writeFile(target, bytes);
    await this.#fs.syncFolder(this.#folder);
    this.#tell(`${why} A copy of ${bytes.length} bytes is at ${target}.`);
  }

  #freeName(name: string): string {
    const stamp = this.#now().replaceAll(':', '').slice(0, 17);
    for (let count = 0; ; count += 1) {
      const target = path.join(this.#folder, `${stamp}-${count}-${name}`);
      if (this.#fs.stat(target) === undefined) return target;
    }
  }
}
