interface Reading {
  readonly wallMs: number;
  /** Of this thread; of the whole process where Node cannot tell threads apart. */
  readonly cpuMs: number;
}

function read(): Reading {
  // Node 22, on which the oldest editors run extensions, has no `threadCpuUsage`.
  const usage = Reflect.has(process, 'threadCpuUsage') ? process.threadCpuUsage() : process.cpuUsage();
  return { wallMs: performance.now(), cpuMs: (usage.user + usage.system) / 1_000 };
}

const minus = (a: Reading, b: Reading): Reading => ({ wallMs: a.wallMs - b.wallMs, cpuMs: a.cpuMs - b.cpuMs });
const plus = (a: Reading, b: Reading): Reading => ({ wallMs: a.wallMs + b.wallMs, cpuMs: a.cpuMs + b.cpuMs });

/** Where this bundle began to run: this file is imported before all others. */
const begun = read();
let loading: Reading = { wallMs: 0, cpuMs: 0 };

/** The bundle has run to its end. What the editor does until it calls `activate` is not ours. */
export function markLoaded(): void {
  loading = minus(read(), begun);
}

/** Does the work of activation; answers with what it cost, loading included. */
export function measureActivation<T>(work: () => T): Reading & { readonly result: T } {
  const before = read();
  const result = work();
  return { ...plus(loading, minus(read(), before)), result };
}
