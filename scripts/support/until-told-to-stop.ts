const lookForParentMs = 1_000;

/**
 * Resolves on Ctrl-C, on a request to end, and when the process that started this one is gone: npm does not pass every
 * signal on.
 */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const parent = process.ppid;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    const timer = setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, lookForParentMs);
    timer.unref();
  });
}
