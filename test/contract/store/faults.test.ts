import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Store } from '../../../src/agents/core/ports.ts';
import { isConductorError } from '../../../src/agents/protocol/conductor-error.ts';
import { nodeFs } from '../../../src/agents/store/files/node-fs.ts';
import { FaultyFs, type Fault } from '../../support/faulty-fs.ts';
import { unsyncedFs } from '../../support/unsynced-fs.ts';
import { openJournalStore } from './stores.ts';

const never = { snapshotJournalBytes: Infinity, closingJournalBytes: Infinity } as const;
const long = 'a long text '.repeat(4_000);
const expectedCodes = { ENOSPC: 'storage_full', EACCES: 'storage_denied', EIO: 'storage_denied' } as const;

describe('a store on a failing disk', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-faults-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Three writes, the second with a text that gets a file of its own. Gives back the keys that were acknowledged. */
  async function writeThree(store: Store, fault: Fault, name: string): Promise<string[]> {
    const kept: string[] = [];
    for (const key of [`${name}_1`, `${name}_2`, `${name}_3`]) {
      try {
        await store.write((writer) => writer.setSetting(key, key.endsWith('2') ? long + key : key));
        kept.push(key);
      } catch (error) {
        assert.ok(isConductorError(error), String(error));
        assert.equal(error.code, expectedCodes[fault.code], error.message);
      }
    }
    return kept;
  }

  async function present(store: Store, keys: readonly string[]): Promise<string[]> {
    return store.read(async (reader) => {
      const found: string[] = [];
      for (const key of keys) {
        const value = await reader.getSetting(key);
        if (value === undefined) continue;
        assert.equal(value, key.endsWith('2') ? long + key : key);
        found.push(key);
      }
      return found;
    });
  }

  for (const code of ['ENOSPC', 'EACCES', 'EIO'] as const) {
    for (const lasts of [false, true]) {
      it(`keeps what it acknowledged and nothing else when ${lasts ? 'all calls from any one on fail' : 'any one call fails'} with ${code}`, async function () {
        this.timeout(60_000);
        const faulty = new FaultyFs(unsyncedFs);
        const store = await openJournalStore(folder, { ...never, fs: faulty.fs });
        const acknowledged: string[] = [];
        const asked: string[] = [];
        let wasHit = true;
        for (let atCall = 1; wasHit; atCall += 1) {
          const fault = { code, atCall, lasts };
          const name = `n${atCall}`;
          asked.push(`${name}_1`, `${name}_2`, `${name}_3`, `${name}_later`);
          faulty.inject(fault);
          const kept = await writeThree(store, fault, name);
          wasHit = faulty.calls >= atCall;
          faulty.inject(null);
          // The disk works again, and so does the store.
          await store.write((writer) => writer.setSetting(`${name}_later`, `${name}_later`));
          assert.equal(store.state().readOnly, null);
          acknowledged.push(...kept, `${name}_later`);
          assert.deepEqual(await present(store, asked), acknowledged);
          assert.ok(atCall < 200);
        }
        assert.ok(asked.length > 4 * 10, `only ${asked.length / 4} calls were met`);
        const other = await openJournalStore(folder, never);
        assert.deepEqual(await present(other, asked), acknowledged);
        assert.deepEqual(other.state().notices, []);
        await other.close();
        await store.close();
        const again = await openJournalStore(folder, never);
        assert.deepEqual(await present(again, asked), acknowledged);
        assert.deepEqual(again.state().notices, []);
        await again.close();
      });
    }
  }

  for (const code of ['ENOSPC', 'EACCES', 'EIO'] as const) {
    it(`opens or says why, and loses nothing, when any call of opening and closing fails with ${code}`, async function () {
      this.timeout(60_000);
      const first = await openJournalStore(folder, never);
      await first.write((writer) => writer.setSetting('kept', 'kept'));
      await first.close();
      let wasHit = true;
      for (let atCall = 1; wasHit; atCall += 1) {
        const faulty = new FaultyFs(unsyncedFs);
        faulty.inject({ code, atCall, lasts: false });
        try {
          const store = await openJournalStore(folder, { ...never, fs: faulty.fs });
          assert.deepEqual(await present(store, ['kept']), ['kept']);
          await store.close();
        } catch (error) {
          assert.ok(isConductorError(error), String(error));
          assert.equal(error.code, expectedCodes[code], error.message);
        }
        wasHit = faulty.calls >= atCall;
        assert.ok(atCall < 200);
      }
      const again = await openJournalStore(folder, never);
      assert.deepEqual(await present(again, ['kept']), ['kept']);
      assert.deepEqual(again.state().notices, []);
      await again.close();
    });

    it(`loses nothing when any call of a snapshot fails with ${code}`, async function () {
      this.timeout(60_000);
      const keys: string[] = [];
      let wasHit = true;
      for (let atCall = 1; wasHit; atCall += 1) {
        const faulty = new FaultyFs(unsyncedFs);
        const store = await openJournalStore(folder, { ...never, closingJournalBytes: 0, fs: faulty.fs });
        const key = `n${atCall}_1`;
        await store.write(async (writer) => {
          await writer.setSetting(key, key);
          // Enough for a snapshot to be worthwhile.
          for (let index = 0; index < 10; index += 1) await writer.setSetting(`b${index}`, `${atCall}`.repeat(10_000));
        });
        keys.push(key);
        faulty.inject({ code, atCall, lasts: false });
        await store.close().catch((error: unknown) => assert.ok(error instanceof Error && 'code' in error));
        wasHit = faulty.calls >= atCall;
        assert.ok(atCall < 200);
        const again = await openJournalStore(folder, { ...never, fs: unsyncedFs });
        assert.deepEqual(await present(again, keys), keys, `call ${atCall}`);
        assert.deepEqual(again.state().notices, []);
        await again.close();
      }
      assert.ok(keys.length > 5);
    });
  }

  it('keeps the lock while a refused transaction cannot be taken out of the journal, so that nobody sees it', async () => {
    let isBroken = false;
    const broken = (): void => {
      if (isBroken) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const badFs = {
      ...nodeFs,
      sync: async (file: number) => {
        broken();
        await nodeFs.sync(file);
      },
      syncNow: (file: number) => {
        broken();
        nodeFs.syncNow(file);
      },
      truncate: (file: number, length: number) => {
        broken();
        nodeFs.truncate(file, length);
      },
    };
    const store = await openJournalStore(folder, { ...never, fs: badFs });
    const other = await openJournalStore(folder, { ...never, lockLimitMs: 100 });
    isBroken = true;
    await assert.rejects(
      store.write((writer) => writer.setSetting('a', 'refused')),
      { code: 'storage_denied' },
    );
    assert.equal(store.state().readOnly?.code, 'storage_denied');
    assert.equal(await other.read((reader) => reader.getSetting('a')), undefined);
    await assert.rejects(
      other.write((writer) => writer.setSetting('b', 1)),
      { code: 'storage_busy' },
    );
    isBroken = false;
    await store.write((writer) => writer.setSetting('c', 1));
    await other.write((writer) => writer.setSetting('b', 1));
    for (const some of [store, other]) {
      assert.deepEqual(await some.read((reader) => Promise.all(['a', 'b', 'c'].map((key) => reader.getSetting(key)))), [
        undefined,
        1,
        1,
      ]);
    }
    await store.close();
    await other.close();
  });

  it('names the holder when the lock is not free for long', async () => {
    const store = await openJournalStore(folder, { ...never, lockLimitMs: 50 });
    const holder = { pid: process.pid, startTime: store.owner.split(':')[1], bootId: store.owner.split(':')[2] };
    fs.writeFileSync(
      path.join(folder, 'store.lock'),
      JSON.stringify({ ...holder, host: os.hostname(), nonce: 'somebody' }),
    );
    await assert.rejects(
      store.write((writer) => writer.setSetting('a', 1)),
      (error: unknown) => {
        assert.ok(isConductorError(error));
        assert.equal(error.code, 'storage_busy');
        assert.match(error.message, new RegExp(`process ${process.pid}`));
        assert.equal(error.details?.['pid'], process.pid);
        return true;
      },
    );
    fs.rmSync(path.join(folder, 'store.lock'));
    await store.write((writer) => writer.setSetting('a', 1));
    assert.equal(store.state().readOnly, null);
    await store.close();
  });

  it('opens a store without permission to write for reading, and says why', async () => {
    const first = await openJournalStore(folder, never);
    await first.write((writer) => writer.setSetting('kept', 'kept'));
    await first.close();
    const link = (): never => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    };
    const store = await openJournalStore(folder, { ...never, fs: { ...unsyncedFs, link } });
    assert.equal(store.state().readOnly?.code, 'storage_denied');
    assert.deepEqual(await present(store, ['kept']), ['kept']);
    await assert.rejects(
      store.write((writer) => writer.setSetting('a', 1)),
      { code: 'storage_denied' },
    );
    await store.close();
  });
});
