import { Worker } from 'node:worker_threads';

/** A snapshot of everything up to `end` in the journal, to be written to `target` and synced. */
export interface SnapshotRequest {
  readonly wasm: Uint8Array;
  readonly folder: string;
  readonly snapshot: string;
  readonly snapshotSha256: string;
  readonly snapshotSeq: number;
  readonly journal: string;
  readonly end: number;
  readonly target: string;
}

export type SnapshotReply =
  | { readonly ok: true; readonly sha256: string; readonly bytes: number; readonly seq: number }
  | { readonly ok: false; readonly reason: 'gone' | 'damaged' }
  | { readonly ok: false; readonly reason: 'failed'; readonly code: string | null; readonly message: string };

/** Runs the worker once. A worker that breaks is a failed reply. */
export function requestSnapshot(workerPath: string, request: SnapshotRequest): Promise<SnapshotReply> {
  return new Promise((resolve) => {
    const fail = (message: string): void => resolve({ ok: false, reason: 'failed', code: null, message });
    const worker = new Worker(workerPath, { workerData: request, stdout: true, stderr: true });
    worker.once('message', (reply: SnapshotReply) => resolve(reply));
    worker.once('error', (error) => fail(error instanceof Error ? error.message : 'unknown'));
    worker.once('exit', (code) => fail(`The worker ended with ${code} and no answer.`));
  });
}
