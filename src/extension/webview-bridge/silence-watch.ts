const silenceMs = 30_000;
const firstPauseMs = 60_000;
const longestPauseMs = 16 * firstPauseMs;
/** A check that comes later than this was held up by the whole machine (sleep), not by the webview. */
const lateMs = 15_000;

/**
 * Notices a webview that was alive and fell silent while it can be seen. After each finding it waits longer for the
 * next one, so that a page that cannot live is not loaded for ever.
 */
export class SilenceWatch {
  #heardMs: number | null = null;
  #checkedMs: number | null = null;
  #pauseMs = firstPauseMs;
  #quietUntilMs = 0;

  heard(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  /** The document was taken away or is not to be seen: its silence says nothing. */
  forget(): void {
    this.#heardMs = null;
  }

  /** True when the webview should be loaded again. Ask every few seconds. */
  check(nowMs: number): boolean {
    const sinceCheckMs = nowMs - (this.#checkedMs ?? nowMs);
    this.#checkedMs = nowMs;
    if (this.#heardMs === null) return false;
    if (sinceCheckMs > lateMs) {
      this.#heardMs = nowMs;
      return false;
    }
    if (nowMs - this.#heardMs < silenceMs || nowMs < this.#quietUntilMs) return false;
    this.#quietUntilMs = nowMs + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    this.#heardMs = nowMs;
    return true;
  }
}
