import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Change } from '../../../src/agents/protocol/events.ts';
import { migrations, schema, schemaVersion } from '../../../src/agents/store/sql/migrations.ts';
import { openJournalStore } from './stores.ts';

const never = { snapshotJournalBytes: Infinity, closingJournalBytes: Infinity } as const;
const added = [...migrations, 'ALTER TABLE settings ADD COLUMN note TEXT'];
/** A later schema that programs of today's may still write. */
const compatible = { migrations: added, minReader: schema.minReader };
/** A later schema that only its own programs may write. */
const incompatible = { migrations: added, minReader: schemaVersion + 1 };

describe('stores of several versions', function () {
  this.timeout(10_000);
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-versions-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('migrate what is there, and keep a copy of how it was', async () => {
    const old = await openJournalStore(folder, never);
    await old.write((writer) => writer.setSetting('a', 1));
    await old.close();
    const newer = await openJournalStore(folder, { ...never, schema: incompatible });
    assert.equal(newer.state().readOnly, null);
    assert.equal(await newer.read((reader) => reader.getSetting('a')), 1);
    await newer.write((writer) => writer.setSetting('b', 2));
    await newer.close();
    const backups = fs.readdirSync(path.join(folder, 'backups'));
    assert.equal(backups.length, 1);
    assert.match(backups[0] ?? '', /^before-migration-\d{4}-\d\d-\d\d-schema1-/);
    const again = await openJournalStore(folder, { ...never, schema: incompatible });
    assert.equal(await again.read((reader) => reader.getSetting('b')), 2);
    await again.close();
    assert.equal(fs.readdirSync(path.join(folder, 'backups')).length, 1);
  });

  it('of an older program only look at what a newer one has taken over', async () => {
    const newer = await openJournalStore(folder, { ...never, schema: incompatible });
    await newer.write((writer) => writer.setSetting('a', 1));
    await newer.close();
    const listing = fs.readdirSync(folder).sort();
    const old = await openJournalStore(folder, never);
    assert.equal(old.state().readOnly?.code, 'storage_read_only');
    assert.match(old.state().readOnly?.message ?? '', /Reload this window/);
    assert.equal(await old.read((reader) => reader.getSetting('a')), 1);
    await assert.rejects(
      old.write((writer) => writer.setSetting('a', 2)),
      { code: 'storage_read_only' },
    );
    await old.close();
    assert.deepEqual(fs.readdirSync(folder).sort(), listing);
  });

  it('of an older program that is running turns to looking when a newer one takes over', async () => {
    const old = await openJournalStore(folder, { ...never, pollMs: 20 });
    await old.write((writer) => writer.setSetting('a', 1));
    const told: Change[] = [];
    old.onChange((changes) => told.push(...changes));
    const newer = await openJournalStore(folder, { ...never, schema: incompatible });
    await newer.write((writer) => writer.setSetting('a', 2));
    await assert.rejects(
      old.write((writer) => writer.setSetting('a', 3)),
      { code: 'storage_read_only' },
    );
    assert.equal(old.state().readOnly?.code, 'storage_read_only');
    assert.ok(told.some((change) => change.area === 'storage'));
    assert.equal(await old.read((reader) => reader.getSetting('a')), 1);
    await old.close();
    assert.equal(await newer.read((reader) => reader.getSetting('a')), 2);
    await newer.close();
  });

  it('of an older program go on writing where the newer schema permits it', async () => {
    const old = await openJournalStore(folder, { ...never, pollMs: 20 });
    await old.write((writer) => writer.setSetting('a', 1));
    const newer = await openJournalStore(folder, { ...never, schema: compatible });
    await newer.write((writer) => writer.setSetting('b', 2));
    await old.write((writer) => writer.setSetting('c', 3));
    for (const store of [old, newer]) {
      assert.deepEqual(
        await store.read((reader) => Promise.all(['a', 'b', 'c'].map((key) => reader.getSetting(key)))),
        [1, 2, 3],
      );
      assert.equal(store.state().readOnly, null);
    }
    await old.close();
    await newer.close();
    const oldAgain = await openJournalStore(folder, never);
    await oldAgain.write((writer) => writer.setSetting('d', 4));
    assert.equal(oldAgain.state().readOnly, null);
    await oldAgain.close();
  });

  it('put a damaged store together again across a migration', async () => {
    const old = await openJournalStore(folder, never);
    await old.write((writer) => writer.setSetting('a', 1));
    await old.close();
    const newer = await openJournalStore(folder, { ...never, schema: incompatible });
    await newer.write((writer) => writer.setSetting('b', 2));
    await newer.close();
    const snapshot = fs
      .readdirSync(folder)
      .filter((name) => name.startsWith('snapshot-'))
      .sort()
      .at(-1);
    const file = path.join(folder, snapshot ?? '');
    const bytes = fs.readFileSync(file);
    bytes[9_000] = (bytes[9_000] ?? 0) ^ 1;
    fs.writeFileSync(file, bytes);
    const again = await openJournalStore(folder, { ...never, schema: incompatible });
    assert.equal(again.state().readOnly, null);
    assert.ok(again.state().notices.length > 0);
    assert.deepEqual(
      await again.read((reader) => Promise.all(['a', 'b'].map((key) => reader.getSetting(key)))),
      [1, 2],
    );
    await again.close();
  });

  it('leave a damaged store of a newer program to that one', async () => {
    const newer = await openJournalStore(folder, { ...never, schema: incompatible });
    await newer.write((writer) => writer.setSetting('a', 1));
    await newer.close();
    fs.writeFileSync(path.join(folder, 'MANIFEST'), 'damaged');
    const old = await openJournalStore(folder, never);
    assert.equal(old.state().readOnly?.code, 'storage_read_only');
    await old.close();
    const again = await openJournalStore(folder, { ...never, schema: incompatible });
    assert.equal(again.state().readOnly, null);
    assert.equal(await again.read((reader) => reader.getSetting('a')), 1);
    await again.close();
  });
});
