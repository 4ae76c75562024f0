import type { FsPort } from '../files/fs-port.ts';

/** A sync that took less is not worth a trip through the thread pool. */
const fastMs = 1;
/** A sync that takes longer must not keep the process waiting again soon. */
const slowMs = 10;
const fastOnesNeeded = 8;
const pauseAfterSlow = 100;

/**
 * Syncs in the thread pool, and in place while the disk has proved to be faster than the way there and back. One sync
 * that takes long is enough to go back to the thread pool for the next hundred.
 */
export class SyncPace {
  #fastInARow = 0;

  async sync(fs: FsPort, file: number): Promise<void> {
    const startedMs = performance.now();
    if (this.#fastInARow < fastOnesNeeded) await fs.sync(file);
    else fs.syncNow(file);
    const tookMs = performance.now() - startedMs;
    if (tookMs > slowMs) this.#fastInARow = fastOnesNeeded - pauseAfterSlow;
    else if (tookMs < fastMs || this.#fastInARow < 0) this.#fastInARow += 1;
    else this.#fastInARow = Math.min(this.#fastInARow, fastOnesNeeded) - 1;
  }
}
