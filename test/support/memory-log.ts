import type { Log } from '../../src/agents/core/ports.ts';

export interface MemoryLog extends Log {
  readonly entries: { level: string; event: string; fields: Record<string, unknown> }[];
}

/** A log that keeps what was written to it. */
export function createMemoryLog(): MemoryLog {
  const entries: MemoryLog['entries'] = [];
  return {
    entries,
    write(level, event, fields = {}) {
      entries.push({ level, event, fields });
    },
  };
}
