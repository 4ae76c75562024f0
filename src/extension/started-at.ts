/** Processor time of this thread in milliseconds; of the whole process where Node cannot tell threads apart. */
export function threadCpuMs(): number {
  const usage = 'threadCpuUsage' in process ? process.threadCpuUsage() : process.cpuUsage();
  return (usage.user + usage.system) / 1_000;
}

/** When this bundle began to run; imported before everything else, so that loading counts as activation. */
export const startedAt = { wallMs: performance.now(), cpuMs: threadCpuMs() };
