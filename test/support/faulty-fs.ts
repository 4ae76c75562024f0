import type { FsPort } from '../../src/agents/store/files/fs-port.ts';

type Method = keyof FsPort;

const asynchronous: ReadonlySet<Method> = new Set(['readFile', 'writeFile', 'copy', 'syncFolder', 'sync']);
/** Those that a full disk refuses. */
const needSpace: ReadonlySet<Method> = new Set([
  'makeFolder',
  'writeFile',
  'writeExclusive',
  'link',
  'rename',
  'copy',
  'write',
  'sync',
  'syncNow',
]);
/** Those that missing permission refuses. */
const needPermission: ReadonlySet<Method> = new Set([...needSpace, 'remove', 'open', 'truncate']);

export interface Fault {
  readonly code: 'ENOSPC' | 'EACCES' | 'EIO';
  /** The call, counted from 1, at which it begins. */
  readonly atCall: number;
  /** False: that call alone fails. */
  readonly lasts: boolean;
}

/** A file system of which chosen calls fail. It counts the calls that a fault of the same code could meet. */
export class FaultyFs {
  readonly fs: FsPort;
  calls = 0;
  #fault: Fault | null = null;

  constructor(below: FsPort) {
    this.fs = new Proxy(below, {
      get: (target, name: Method) => {
        const methods = target as unknown as Record<Method, (...parameters: unknown[]) => unknown>;
        return (...parameters: unknown[]): unknown => {
          const error = this.#errorFor(name);
          if (error === null) return methods[name](...parameters);
          // A full disk takes the beginning of what it is given.
          if (name === 'write' && error.code === 'ENOSPC') {
            const [file, bytes, position] = parameters as [number, Uint8Array, number];
            target.write(file, bytes.subarray(0, Math.floor(bytes.length / 2)), position);
          }
          if (asynchronous.has(name)) return Promise.reject(error);
          throw error;
        };
      },
    });
  }

  /** From now on; counting begins anew. */
  inject(fault: Fault | null): void {
    this.#fault = fault;
    this.calls = 0;
  }

  #errorFor(name: Method): (Error & { code: string }) | null {
    const fault = this.#fault;
    if (fault === null || !isConcerned(name, fault.code)) return null;
    this.calls += 1;
    const isHit = fault.lasts ? this.calls >= fault.atCall : this.calls === fault.atCall;
    return isHit ? Object.assign(new Error(`${fault.code}: injected, ${name}`), { code: fault.code }) : null;
  }
}

function isConcerned(name: Method, code: Fault['code']): boolean {
  if (code === 'ENOSPC') return needSpace.has(name);
  if (code === 'EACCES') return needPermission.has(name);
  return name !== 'close' && name !== 'watch';
}
