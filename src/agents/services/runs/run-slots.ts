/** Lets so many runs go at once; the others wait in the order they came. */
export class RunSlots {
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  /** Resolves with the function that gives the slot back; rejects with the signal's reason when stopped meanwhile. */
  async take(limit: () => Promise<number>, signal: AbortSignal): Promise<() => void> {
    while (this.#taken >= (await limit())) {
      await new Promise<void>((resolve, reject) => {
        const wake = (): void => {
          signal.removeEventListener('abort', stop);
          resolve();
        };
        const stop = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(wake), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', stop, { once: true });
        this.#waiting.push(wake);
      });
    }
    signal.throwIfAborted();
    this.#taken += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken -= 1;
      this.#waiting.shift()?.();
    };
  }
}
