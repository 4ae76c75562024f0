import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Store } from '../core/ports.ts';
import { nodeFs } from './files/node-fs.ts';
import { openStore, type StoreOptions } from './open-store.ts';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the journal database', () => {
  let folder: string;
  const open = (options: Partial<StoreOptions> = {}): Promise<Store> =>
    openStore({
      folder,
      wasmPath: path.join(root, 'node_modules/sql.js/dist/sql-wasm.wasm'),
      workerPath: path.join(import.meta.dirname, 'snapshot/snapshot-worker.ts'),
      ...options,
    });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-database-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('takes transactions that wait together to the disk together', async () => {
    let syncs = 0;
    const counting = {
      ...nodeFs,
      sync: (file: number) => {
        syncs += 1;
        return nodeFs.sync(file);
      },
      syncNow: (file: number) => {
        syncs += 1;
        nodeFs.syncNow(file);
      },
    };
    const store = await open({ fs: counting });
    syncs = 0;
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => store.write((writer) => writer.setSetting(`k${index}`, index))),
    );
    assert.equal(syncs, 1);
    await store.close();
  });

  it('does not touch the disk for a transaction that changed nothing', async () => {
    let writes = 0;
    const counting = {
      ...nodeFs,
      write: (file: number, bytes: Uint8Array, position: number) => {
        // Twelve bytes are the mark of what is committed.
        if (bytes.length > 12) writes += 1;
        nodeFs.write(file, bytes, position);
      },
    };
    const store = await open({ fs: counting });
    writes = 0;
    assert.equal(await store.write((writer) => writer.getSetting('a')), undefined);
    assert.equal(writes, 0);
    await store.close();
  });

  it('does not keep its promise before the bytes are on the disk', async () => {
    const order: string[] = [];
    const slow = {
      ...nodeFs,
      sync: async (file: number) => {
        await nodeFs.sync(file);
        order.push('synced');
      },
      syncNow: (file: number) => {
        nodeFs.syncNow(file);
        order.push('synced');
      },
    };
    const store = await open({ fs: slow });
    order.length = 0;
    for (let index = 0; index < 20; index += 1) {
      await store.write((writer) => writer.setSetting('a', index));
      order.push('acknowledged');
    }
    assert.deepEqual(order, Array.from({ length: 20 }, () => ['synced', 'acknowledged']).flat());
    await store.close();
  });

  it('refuses what could only wait for itself', async () => {
    const store = await open();
    const inside = { code: 'internal', message: /its own reader or writer/ };
    await assert.rejects(
      store.write(() => store.read((reader) => reader.getSetting('a'))),
      inside,
    );
    await assert.rejects(
      store.write(() => store.write((writer) => writer.setSetting('a', 1))),
      inside,
    );
    await assert.rejects(
      store.read(() => store.write((writer) => writer.setSetting('a', 1))),
      inside,
    );
    assert.equal(await store.read(() => store.read((reader) => reader.getSetting('a'))), undefined);
    await store.close();
  });

  it('goes on when a listener fails', async () => {
    const events: string[] = [];
    const store = await open({ log: { write: (_level, event) => void events.push(event) } });
    store.onChange(() => {
      throw new TypeError('a listener’s mistake');
    });
    await store.write((writer) => writer.setSetting('a', 1));
    assert.equal(await store.read((reader) => reader.getSetting('a')), 1);
    assert.ok(events.includes('store_listener_failed'));
    await store.close();
  });

  it('finishes what was asked for before it is closed, and refuses what comes later', async () => {
    const store = await open();
    const writing = store.write((writer) => writer.setSetting('a', 1));
    await store.close();
    await writing;
    await store.close();
    await assert.rejects(
      store.write((writer) => writer.setSetting('a', 2)),
      { code: 'unavailable' },
    );
    await assert.rejects(
      store.read((reader) => reader.getSetting('a')),
      { code: 'unavailable' },
    );
    const again = await open();
    assert.equal(await again.read((reader) => reader.getSetting('a')), 1);
    await again.close();
  });

  it('says in words that the folder cannot be used', async () => {
    const file = path.join(folder, 'a file');
    fs.writeFileSync(file, '');
    await assert.rejects(open({ folder: path.join(file, 'store') }), { code: 'storage_denied' });
  });
});
