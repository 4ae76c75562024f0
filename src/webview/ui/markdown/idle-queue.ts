/** Does a little work and tells whether more is left. `hasTime` turns false when the moment is over. */
export type IdleTask = (hasTime: () => boolean) => boolean;

const queue: IdleTask[] = [];
let isAsked = false;

/** How long a moment is at most: half a frame, so that keys and scrolling are answered between two. */
const sliceMs = 7;
/** From then on work is done although the page is busy: a stream that never rests would keep code plain. */
const patienceMs = 250;

/** Runs a task when the page has nothing better to do, in moments, first come first served. Returns its cancel. */
export function runWhenIdle(task: IdleTask): () => void {
  queue.push(task);
  ask();
  return () => {
    const index = queue.indexOf(task);
    if (index !== -1) queue.splice(index, 1);
  };
}

function ask(): void {
  if (isAsked || queue.length === 0) return;
  isAsked = true;
  requestIdleCallback(work, { timeout: patienceMs });
}

function work(): void {
  isAsked = false;
  const end = performance.now() + sliceMs;
  const hasTime = (): boolean => performance.now() < end;
  try {
    do {
      const task = queue.shift();
      if (task === undefined) break;
      if (task(hasTime)) queue.unshift(task);
    } while (hasTime());
  } finally {
    ask();
  }
}
