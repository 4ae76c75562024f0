/**
 * Lets many readers in at once or one writer alone, by turns: whoever waits while readers are inside goes before readers
 * that come later, and readers that waited for a writer go before the next writer.
 */
export class Gate {
  #readers = 0;
  #isWriting = false;
  readonly #waitingWriters: (() => void)[] = [];
  #waitingReaders: (() => void)[] = [];

  async shared<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isWriting || this.#waitingWriters.length > 0) {
      await new Promise<void>((resolve) => this.#waitingReaders.push(resolve));
    } else this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0 && !this.#admitWriter()) this.#admitReaders();
    }
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isWriting || this.#readers > 0) {
      await new Promise<void>((resolve) => this.#waitingWriters.push(resolve));
    } else this.#isWriting = true;
    try {
      return await work();
    } finally {
      this.#isWriting = false;
      if (!this.#admitReaders()) this.#admitWriter();
    }
  }

  // Places are counted before those who waited run on, so that nobody slips in between.

  #admitReaders(): boolean {
    const readers = this.#waitingReaders;
    this.#waitingReaders = [];
    this.#readers = readers.length;
    for (const start of readers) start();
    return readers.length > 0;
  }

  #admitWriter(): boolean {
    const start = this.#waitingWriters.shift();
    if (start === undefined) return false;
    this.#isWriting = true;
    start();
    return true;
  }
}
