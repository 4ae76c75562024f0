/** Runs work at most once in so many milliseconds, in step with the frames that are drawn. */
export interface FramePacer {
  /** Runs `work` soon; further requests before that are the same one. */
  readonly request: (work: () => void) => void;
  /** Runs what was requested at once. */
  readonly flush: () => void;
  readonly cancel: () => void;
}

export interface FramePacerOptions {
  /** The least time between two runs, asked before each. */
  readonly floorMs: () => number;
  readonly now?: () => number;
  readonly requestFrame?: (callback: () => void) => number;
  readonly cancelFrame?: (handle: number) => void;
}

/** A hidden document draws no frames; then this is how often work runs. */
const hiddenMs = 400;

export function createFramePacer({
  floorMs,
  now = () => performance.now(),
  requestFrame = (callback) => requestAnimationFrame(callback),
  cancelFrame = (handle) => cancelAnimationFrame(handle),
}: FramePacerOptions): FramePacer {
  let pending: (() => void) | null = null;
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastRunMs = Number.NEGATIVE_INFINITY;

  const cancel = (): void => {
    if (frame !== null) cancelFrame(frame);
    if (timer !== null) clearTimeout(timer);
    frame = null;
    timer = null;
    pending = null;
  };
  const run = (): void => {
    const work = pending;
    cancel();
    lastRunMs = now();
    work?.();
  };
  const onFrame = (): void => {
    if (now() - lastRunMs < floorMs()) frame = requestFrame(onFrame);
    else run();
  };
  return {
    request(work) {
      if (pending !== null) return;
      pending = work;
      frame = requestFrame(onFrame);
      timer = setTimeout(run, hiddenMs);
    },
    flush() {
      if (pending !== null) run();
    },
    cancel,
  };
}
