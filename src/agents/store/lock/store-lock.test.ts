import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { FsPort } from '../files/fs-port.ts';
import { nodeFs } from '../files/node-fs.ts';
import { readOwnIdentity, type ProcessIdentity } from './process-identity.ts';
import { StoreLock } from './store-lock.ts';

describe('StoreLock', () => {
  let folder: string;
  let self: ProcessIdentity;

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-lock-'));
    self = await readOwnIdentity();
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const lockOf = (options: { identity?: ProcessIdentity; fs?: FsPort; limitMs?: number } = {}): StoreLock =>
    new StoreLock({ fs: nodeFs, folder, name: 'test.lock', identity: self, limitMs: 2_000, ...options });
  const lockFile = (): string => path.join(folder, 'test.lock');

  /** A process that has ended. */
  async function deadIdentity(): Promise<ProcessIdentity> {
    const child = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => child.once('close', resolve));
    return { ...self, pid: child.pid ?? 0, startTime: '1' };
  }

  it('is held by one at a time', async () => {
    let inside = 0;
    let most = 0;
    let turns = 0;
    const work = async (lock: StoreLock): Promise<void> => {
      for (let turn = 0; turn < 20; turn += 1) {
        await lock.acquire();
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        turns += 1;
        lock.release();
      }
    };
    const shared = lockOf();
    await Promise.all([work(lockOf()), work(lockOf()), work(shared), work(shared)]);
    assert.deepEqual([most, turns], [1, 80]);
  });

  it('is had in turn by somebody who waits, however busy the other is', async () => {
    const busy = lockOf();
    const patient = lockOf();
    const done = new AbortController();
    let busyTurns = 0;
    const hammering = (async () => {
      while (!done.signal.aborted) {
        await busy.acquire();
        await new Promise((resolve) => setImmediate(resolve));
        busy.release();
        busyTurns += 1;
      }
    })();
    for (let turn = 0; turn < 10; turn += 1) {
      await sleep(5);
      const startedMs = performance.now();
      await patient.acquire();
      patient.release();
      assert.ok(performance.now() - startedMs < 500);
    }
    done.abort();
    await hammering;
    assert.ok(busyTurns > 0);
  });

  it('is taken from a dead process at once, by one of many', async () => {
    const dead = lockOf({ identity: await deadIdentity() });
    await dead.acquire();
    const locks = Array.from({ length: 8 }, () => lockOf());
    const taken = await Promise.all(locks.map((lock) => lock.tryAcquire()));
    assert.ok(taken.filter(Boolean).length <= 1);
    const holder = taken.indexOf(true);
    if (holder !== -1) locks[holder]?.release();
    await lockOf().acquire();
  });

  it('is taken although a breaker died in the middle of breaking it, and one more in breaking that', async () => {
    const identity = await deadIdentity();
    const names = ['first', 'second', 'third'].map((nonce) => ({ ...identity, host: os.hostname(), nonce }));
    fs.writeFileSync(lockFile(), JSON.stringify(names[0]));
    fs.writeFileSync(path.join(folder, 'test.lock.break.first'), JSON.stringify(names[1]));
    fs.writeFileSync(path.join(folder, 'test.lock.break.second'), JSON.stringify(names[2]));
    const lock = lockOf();
    await lock.acquire();
    lock.release();
    await lock.dispose();
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('is never taken from a living process, another machine, or somebody unknown', async () => {
    const living = { ...self, host: os.hostname(), nonce: 'x' };
    const contents = [
      JSON.stringify(living),
      JSON.stringify({ ...living, host: 'elsewhere', pid: 999_999, startTime: '1' }),
      '',
      '{"pid":1}',
    ];
    for (const content of contents) {
      fs.writeFileSync(lockFile(), content);
      const past = new Date(0);
      fs.utimesSync(lockFile(), past, past);
      await assert.rejects(lockOf({ limitMs: 20 }).acquire(), { code: 'storage_busy' }, content);
      assert.equal(fs.readFileSync(lockFile(), 'utf8'), content);
    }
  });

  it('is taken from a process of an earlier boot, and from one whose number has another process now', async () => {
    for (const identity of [
      { ...self, bootId: 'an earlier one' },
      { ...self, startTime: '1' },
    ]) {
      fs.writeFileSync(lockFile(), JSON.stringify({ ...identity, host: os.hostname(), nonce: 'x' }));
      const lock = lockOf({ limitMs: 20 });
      await lock.acquire();
      lock.release();
    }
  });

  it('works where there are no hard links', async () => {
    const link = (): never => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    const without = { ...nodeFs, link };
    const [one, other] = [lockOf({ fs: without }), lockOf({ fs: without, limitMs: 20 })];
    await one.acquire();
    await assert.rejects(other.acquire(), { code: 'storage_busy' });
    one.release();
    await other.acquire();
    other.release();
  });

  it('stays with its holder when it is kept, or when its file cannot be removed, until it can', async () => {
    let mayRemove = false;
    const remove = (file: string): void => {
      if (!mayRemove) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      nodeFs.remove(file);
    };
    const [one, other] = [lockOf({ fs: { ...nodeFs, remove } }), lockOf({ limitMs: 20 })];
    await one.acquire();
    one.release();
    await assert.rejects(other.acquire(), { code: 'storage_busy' });
    mayRemove = true;
    await one.acquire();
    one.release({ keep: true });
    await assert.rejects(other.acquire(), { code: 'storage_busy' });
    await one.acquire();
    one.release();
    await other.acquire();
    other.release();
  });
});
