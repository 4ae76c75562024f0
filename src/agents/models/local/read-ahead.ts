/**
 * Reads items in order, a few of them before they are asked for. When the reader leaves early, no further one is begun.
 */
export async function* readAhead<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
  ahead: number,
): AsyncGenerator<R> {
  const pending: Promise<R>[] = [];
  let next = 0;
  while (next < items.length || pending.length > 0) {
    for (const item of items.slice(next, next + ahead - pending.length)) {
      const started = read(item);
      // One that fails while an earlier one is looked at is asked for later, or never; until then it is no one's failure.
      started.catch(() => undefined);
      pending.push(started);
      next += 1;
    }
    const first = pending.shift();
    if (first !== undefined) yield await first;
  }
}
