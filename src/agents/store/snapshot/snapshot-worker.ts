import { createHash } from 'node:crypto';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { nodeFs } from '../files/node-fs.ts';
import { JournalFile, journalHeaderBytes } from '../journal/journal-file.ts';
import { replay } from '../journal/replay.ts';
import { framesAfter, readSnapshot } from '../load-state.ts';
import { SqlJsEngine } from '../sql/sqljs-engine.ts';
import type { SnapshotRequest, SnapshotReply } from './snapshot-request.ts';

/** Makes a snapshot from the files alone, so that it is what another process would load. */
async function makeSnapshot(request: SnapshotRequest): Promise<SnapshotReply> {
  const { folder, wasm } = request;
  const before = await readSnapshot({ fs: nodeFs, folder }, request.snapshot, request.snapshotSha256);
  if (typeof before === 'string') return { ok: false, reason: before };
  const journal = JournalFile.open(nodeFs, path.join(folder, request.journal));
  const scanned = journal.scan(journalHeaderBytes, request.end);
  journal.close();
  const frames = framesAfter(scanned.frames, request.snapshotSeq);
  if (frames === undefined || scanned.damaged.length > 0) return { ok: false, reason: 'damaged' };
  const engine = await SqlJsEngine.open(wasm, before);
  try {
    const { refused } = await replay(engine, frames);
    const check = engine.execute('PRAGMA quick_check(1)', []).rows[0]?.['quick_check'];
    if (refused.length > 0 || check !== 'ok') return { ok: false, reason: 'damaged' };
    const bytes = engine.export();
    await nodeFs.writeFile(request.target, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { ok: true, sha256, bytes: bytes.length, seq: frames.at(-1)?.seq ?? request.snapshotSeq };
  } finally {
    engine.close();
  }
}

async function reply(): Promise<void> {
  try {
    parentPort?.postMessage(await makeSnapshot(workerData as SnapshotRequest));
  } catch (error) {
    nodeFs.remove((workerData as SnapshotRequest).target);
    const failure: SnapshotReply = {
      ok: false,
      reason: 'failed',
      code: (error as NodeJS.ErrnoException).code ?? null,
      message: error instanceof Error ? error.message : 'unknown',
    };
    parentPort?.postMessage(failure);
  }
}

void reply();
