type Job = () => Promise<void>;

export interface Queue {
  add(job: Job): void;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
  readonly waiting: number;
}

/** Runs jobs in the order they came, at most `parallel` at a time. */
export function createQueue(parallel: number): Queue {
  const jobs: Job[] = [];
  let running = 0;
  let listeners: (() => void)[] = [];

  function next(): void {
    while (running < parallel && jobs.length > 0) {
      const job = jobs.shift()!;
      running += 1;
      void job()
        .catch((error) => console.error('A job failed:', error))
        .finally(() => {
          running -= 1;
          next();
        });
    }
    if (running === 0) {
      for (const listener of listeners) listener();
      listeners = [];
    }
  }

  return {
    add(job) {
      jobs.push(job);
      next();
    },
    idle() {
      return running === 0 ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve));
    },
    get waiting() {
      return jobs.length;
    },
  };
}
