import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Store } from '../../../src/agents/core/ports.ts';
import { openJournalStore } from './stores.ts';

const never = { snapshotJournalBytes: Infinity, closingJournalBytes: Infinity } as const;
const often = { snapshotJournalBytes: 1_000, closingJournalBytes: Infinity, pollMs: 20 } as const;

describe('snapshots of a store', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-epochs-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const files = (start: string): string[] => fs.readdirSync(folder).filter((name) => name.startsWith(start));
  const epoch = (): number => {
    const text = fs.readFileSync(path.join(folder, 'MANIFEST'), 'utf8').split('\n')[1] ?? '';
    return (JSON.parse(text) as { epoch: number }).epoch;
  };

  /** Enough in the journal for a snapshot of a small store to be worthwhile. */
  const addBallast = (store: Store, name: string): Promise<void> =>
    store.write((writer) => writer.setSetting(name, 'x'.repeat(30_000)));

  async function untilEpoch(atLeast: number): Promise<void> {
    for (let attempt = 0; epoch() < atLeast; attempt += 1) {
      assert.ok(attempt < 500, `epoch ${atLeast} did not come`);
      await sleep(10);
    }
  }

  it('begin an epoch with an empty journal, keep the one before, and lose nothing', async () => {
    const store = await openJournalStore(folder, often);
    for (let round = 1; round <= 4; round += 1) {
      const before = epoch();
      await addBallast(store, `ballast ${round}`);
      await store.write((writer) => writer.setSetting(`k${round}`, round));
      // The larger the snapshot, the more a journal must hold to be worth the next one.
      while (epoch() === before) {
        await addBallast(store, 'more');
        await sleep(20);
      }
    }
    await store.close();
    assert.equal(files('snapshot-').length, 2);
    assert.equal(files('journal-').length, 2);
    assert.deepEqual(files('store.lock'), []);
    assert.deepEqual(
      fs.readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
    const again = await openJournalStore(folder, never);
    for (let round = 1; round <= 4; round += 1) {
      assert.equal(await again.read((reader) => reader.getSetting(`k${round}`)), round);
    }
    assert.deepEqual(again.state().notices, []);
    await again.close();
  });

  it('are made without the others noticing more than a new epoch, while all of them write', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openJournalStore(folder, often)));
    const writers = stores.map(async (store, index) => {
      for (let number = 0; number < 150; number += 1) {
        await store.write(async (writer) => {
          await writer.setSetting(`s${index}_${number}`, 'y'.repeat(600));
          await writer.setSetting('count', (((await writer.getSetting('count')) as number | undefined) ?? 0) + 1);
        });
      }
    });
    await Promise.all(writers);
    await untilEpoch(3);
    for (const store of stores) {
      assert.equal(await store.read((reader) => reader.getSetting('count')), 450);
      assert.deepEqual(store.state().notices, []);
    }
    await Promise.all(stores.map((store) => store.close()));
    const again = await openJournalStore(folder, never);
    await again.read(async (reader) => {
      assert.equal(await reader.getSetting('count'), 450);
      for (let index = 0; index < 3; index += 1) {
        for (let number = 0; number < 150; number += 1) {
          assert.equal(await reader.getSetting(`s${index}_${number}`), 'y'.repeat(600));
        }
      }
    });
    await again.close();
  });

  it('carry over what is written at the moment of the change', async () => {
    const store = await openJournalStore(folder, often);
    const other = await openJournalStore(folder, never);
    await addBallast(store, 'ballast');
    let number = 0;
    while (epoch() === 1) {
      await Promise.all([
        store.write((writer) => writer.setSetting(`a${number}`, number)),
        other.write((writer) => writer.setSetting(`b${number}`, number)),
      ]);
      number += 1;
    }
    assert.ok(number > 0);
    await other.write((writer) => writer.setSetting('after', true));
    assert.equal(await store.read((reader) => reader.getSetting('after')), true);
    await store.close();
    await other.close();
    const again = await openJournalStore(folder, never);
    await again.read(async (reader) => {
      for (let index = 0; index < number; index += 1) {
        assert.deepEqual([await reader.getSetting(`a${index}`), await reader.getSetting(`b${index}`)], [index, index]);
      }
      assert.equal(await reader.getSetting('after'), true);
    });
    await again.close();
  });

  it('are followed by a store that slept through several of them', async () => {
    const sleeper = await openJournalStore(folder, { ...never, pollMs: 3_600_000 });
    await sleeper.write((writer) => writer.setSetting('mine', 1));
    for (let round = 0; round < 3; round += 1) {
      const store = await openJournalStore(folder, { ...never, closingJournalBytes: 0 });
      await store.write(async (writer) => {
        await writer.setSetting(`round ${round}`, round);
        for (let index = 0; index < 4; index += 1) await writer.setSetting(`b${index}`, String(round).repeat(20_000));
      });
      await store.close();
    }
    assert.equal(epoch(), 4);
    await sleeper.write((writer) => writer.setSetting('mine', 2));
    for (const round of [0, 1, 2]) {
      assert.equal(await sleeper.read((reader) => reader.getSetting(`round ${round}`)), round);
    }
    await sleeper.close();
    const again = await openJournalStore(folder, never);
    assert.equal(await again.read((reader) => reader.getSetting('mine')), 2);
    await again.close();
  });

  it('are copied to the backups once a week, and four copies are kept', async () => {
    for (const day of [1, 4, 8, 15, 21, 22, 29, 36]) {
      const now = (): string => new Date(Date.UTC(2026, 0, day)).toISOString();
      const store = await openJournalStore(folder, { ...never, closingJournalBytes: 0, clock: { now } });
      await store.write(async (writer) => {
        for (let index = 0; index < 4; index += 1)
          await writer.setSetting(`b${index}`, String(day).repeat(20_000).slice(0, 20_000));
      });
      await store.close();
    }
    const names = fs.readdirSync(path.join(folder, 'backups')).sort();
    const days = names.map((name) => /weekly-(\d{4}-\d\d-\d\d)/.exec(name)?.[1]);
    assert.deepEqual(days, ['2026-01-15', '2026-01-22', '2026-01-29', '2026-02-05']);
  });

  it('are not made when there is little to save by them', async () => {
    const store = await openJournalStore(folder);
    await store.write((writer) => writer.setSetting('a', 1));
    await store.close();
    assert.equal(epoch(), 1);
  });

  it('are saved from memory when the worker finds the files damaged', async () => {
    const store = await openJournalStore(folder, { ...never, closingJournalBytes: 0 });
    await store.write((writer) => writer.setSetting('a', 1));
    await addBallast(store, 'ballast');
    const journal = path.join(folder, files('journal-')[0] ?? '');
    const bytes = fs.readFileSync(journal);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    fs.writeFileSync(journal, bytes);
    await store.close();
    assert.equal(store.state().notices.length, 1);
    const again = await openJournalStore(folder, never);
    assert.equal(await again.read((reader) => reader.getSetting('a')), 1);
    assert.deepEqual(again.state().notices, []);
    await again.close();
  });
});
