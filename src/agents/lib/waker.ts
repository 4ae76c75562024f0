/** Lets one waiter sleep until something happens; what happens while nobody waits is not missed. */
export class Waker {
  #isAwake = false;
  #wake: (() => void) | null = null;

  wake(): void {
    this.#isAwake = true;
    this.#wake?.();
  }

  /** Resolves when woken (also by a wake before this call) or when the signal stops it. */
  async wait(signal: AbortSignal): Promise<void> {
    if (!this.#isAwake && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#wake = null;
    }
    this.#isAwake = false;
  }
}
