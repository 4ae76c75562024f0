import type { Workspace } from '../../src/agents/core/ports.ts';

export interface MemoryWorkspace extends Workspace {
  readonly files: Map<string, string>;
  /** The paths that were read, in order. */
  readonly reads: string[];
}

function isMap(
  files: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): files is ReadonlyMap<string, string> {
  return files instanceof Map;
}

/** A workspace over a map of path to text. */
export function createMemoryWorkspace(
  files: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
  options: { readonly name?: string | null } = {},
): MemoryWorkspace {
  const kept = new Map<string, string>(isMap(files) ? files : Object.entries(files));
  const reads: string[] = [];
  return {
    name: options.name === undefined ? 'memory' : options.name,
    files: kept,
    reads,
    listFiles(limit, signal) {
      signal.throwIfAborted();
      const listed = [...kept].map(([path, text]) => ({ path, sizeBytes: Buffer.byteLength(text) }));
      return Promise.resolve(listed.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, limit));
    },
    readFile(path, maxBytes, signal) {
      signal.throwIfAborted();
      reads.push(path);
      const text = kept.get(path);
      if (text === undefined || text.includes('\0') || Buffer.byteLength(text) > maxBytes) return Promise.resolve(null);
      return Promise.resolve(text);
    },
  };
}
