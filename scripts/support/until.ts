const pauseMs = 100;

/**
 * Tries until there is something (not undefined, null or false), and gives it back.
 * @param what Named in the failure.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false>,
  timeoutMs = 30_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}, and it did not come.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
