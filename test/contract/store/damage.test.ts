import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Store } from '../../../src/agents/core/ports.ts';
import { journalHeaderBytes } from '../../../src/agents/store/journal/journal-file.ts';
import { scanFrames } from '../../../src/agents/store/journal/frame.ts';
import { seededRandom } from '../../crash/kill-rounds.ts';
import { unsyncedFs } from '../../support/unsynced-fs.ts';
import { openJournalStore } from './stores.ts';

const count = 6;
const never = { snapshotJournalBytes: Infinity, closingJournalBytes: Infinity } as const;
const keys = Array.from({ length: count }, (_, index) => `k${index + 1}`);

async function readKeys(store: Store): Promise<string[]> {
  return store.read(async (reader) => {
    const present: string[] = [];
    for (const key of keys) {
      const value = await reader.getSetting(key);
      if (value === undefined) continue;
      assert.equal(value, `value of ${key}`);
      present.push(key);
    }
    return present;
  });
}

interface Opened {
  readonly keys: string[];
  readonly notices: readonly string[];
  readonly readOnly: string | null;
  /** Names of what was set aside. */
  readonly quarantine: string[];
}

describe('a damaged store', () => {
  let root: string;
  /** One epoch: an empty snapshot, and a journal of six transactions. */
  let journalOnly: string;
  /** Two epochs: three transactions in the first journal and the second snapshot, three in the second journal. */
  let twoEpochs: string;
  let copies = 0;

  before(async () => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'store-damage-'));
    journalOnly = path.join(root, 'journal-only');
    const write = async (store: Store, some: readonly string[]): Promise<void> => {
      for (const key of some) await store.write((writer) => writer.setSetting(key, `value of ${key}`));
    };
    const store = await openJournalStore(journalOnly, never);
    await write(store, keys);
    await store.close();
    twoEpochs = path.join(root, 'two-epochs');
    const first = await openJournalStore(twoEpochs, { ...never, closingJournalBytes: 0 });
    await write(first, keys.slice(0, 3));
    // A snapshot is made of a journal that is a quarter of the one before.
    await first.write((writer) => writer.setSetting('ballast', 'x'.repeat(30_000)));
    await first.close();
    const second = await openJournalStore(twoEpochs, never);
    await write(second, keys.slice(3));
    await second.close();
    assert.deepEqual(fs.readdirSync(twoEpochs).filter((name) => name.startsWith('journal')).length, 2);
  });

  after(() => fs.rmSync(root, { recursive: true, force: true }));

  /** Opens a copy that was changed, and every eighth one again: what was repaired stays repaired. */
  async function openChanged(source: string, change: (folder: string) => void): Promise<Opened> {
    copies += 1;
    const folder = path.join(root, `copy-${copies}`);
    fs.cpSync(source, folder, { recursive: true });
    try {
      change(folder);
      const store = await openJournalStore(folder, { ...never, fs: unsyncedFs });
      const present = await readKeys(store);
      const { notices, readOnly } = store.state();
      if (readOnly === null) await store.write((writer) => writer.setSetting('later', 1));
      await store.close();
      if (readOnly === null && copies % 8 === 0) {
        const again = await openJournalStore(folder, { ...never, fs: unsyncedFs });
        assert.deepEqual(await readKeys(again), present);
        assert.equal(await again.read((reader) => reader.getSetting('later')), 1);
        assert.deepEqual(again.state().notices, []);
        await again.close();
      }
      const quarantine = path.join(folder, 'quarantine');
      const set = fs.existsSync(quarantine) ? fs.readdirSync(quarantine) : [];
      return { keys: present, notices, readOnly: readOnly?.code ?? null, quarantine: set };
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  const fileOf = (folder: string, start: string, which: 'first' | 'last' = 'last'): string => {
    const names = fs
      .readdirSync(folder)
      .filter((name) => name.startsWith(start))
      .sort();
    return path.join(folder, (which === 'last' ? names.at(-1) : names[0]) ?? '');
  };

  const flip = (file: string, offset: number, bit: number): void => {
    const bytes = fs.readFileSync(file);
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
    fs.writeFileSync(file, bytes);
  };

  /** Where the transactions end and the space allocated ahead begins. */
  const journalEnd = (): number => {
    const journal = fs.readFileSync(fileOf(journalOnly, 'journal'));
    return scanFrames(journal, 0).end;
  };

  it('gives exactly the transactions before the cut, wherever the journal is cut, and tells', async function () {
    this.timeout(120_000);
    const journal = fs.readFileSync(fileOf(journalOnly, 'journal'));
    const { frames } = scanFrames(journal.subarray(journalHeaderBytes), journalHeaderBytes);
    assert.equal(frames.length, count);
    const end = frames.at(-1)?.end ?? 0;
    for (let length = 0; length <= end; length += 1) {
      const opened = await openChanged(journalOnly, (folder) => fs.truncateSync(fileOf(folder, 'journal'), length));
      const whole = frames.filter((frame) => frame.end <= length).length;
      const place = `cut at ${length} of ${end}`;
      assert.deepEqual(opened.keys, keys.slice(0, whole), place);
      assert.equal(opened.readOnly, null, place);
      assert.equal(opened.notices.length > 0, length < end, place);
      const isAtFrame = length === journalHeaderBytes || frames.some((frame) => frame.end === length);
      assert.equal(opened.quarantine.length > 0, !isAtFrame, place);
    }
  });

  it('notices a flipped bit at every byte of the journal and keeps every other transaction', async function () {
    this.timeout(120_000);
    const end = journalEnd();
    for (let offset = 0; offset < end; offset += 1) {
      const opened = await openChanged(journalOnly, (folder) => flip(fileOf(folder, 'journal'), offset, offset % 8));
      const place = `bit ${offset % 8} of byte ${offset}`;
      assert.equal(opened.readOnly, null, place);
      if (offset < journalHeaderBytes) {
        // The head holds nothing that is not known from elsewhere.
        assert.deepEqual(opened.keys, keys, place);
        continue;
      }
      assert.equal(opened.keys.length, count - 1, place);
      assert.ok(opened.notices.length > 0 && opened.quarantine.length > 0, place);
    }
  });

  it('goes back to the epoch before when a bit of the snapshot is flipped, and loses nothing', async function () {
    this.timeout(120_000);
    const random = seededRandom(7);
    const { size } = fs.statSync(fileOf(twoEpochs, 'snapshot'));
    for (let round = 0; round < 150; round += 1) {
      const offset = round < 30 ? round : Math.floor(random() * size);
      const opened = await openChanged(twoEpochs, (folder) => flip(fileOf(folder, 'snapshot'), offset, round % 8));
      const place = `byte ${offset}`;
      assert.deepEqual(opened.keys, keys, place);
      assert.equal(opened.readOnly, null, place);
      assert.ok(opened.notices.length > 0 && opened.quarantine.length > 0, place);
    }
  });

  it('needs no manifest: a flipped bit anywhere in it, or none at all, loses nothing', async function () {
    this.timeout(120_000);
    const { size } = fs.statSync(path.join(twoEpochs, 'MANIFEST'));
    for (let offset = 0; offset < size; offset += 1) {
      const opened = await openChanged(twoEpochs, (folder) => flip(path.join(folder, 'MANIFEST'), offset, offset % 8));
      assert.deepEqual(opened.keys, keys, `byte ${offset}`);
      assert.ok(opened.notices.length > 0 && opened.quarantine.length > 0, `byte ${offset}`);
    }
    const missing = await openChanged(twoEpochs, (folder) => fs.rmSync(path.join(folder, 'MANIFEST')));
    assert.deepEqual([missing.keys, missing.readOnly, missing.notices.length > 0], [keys, null, true]);
  });

  it('keeps what is behind a damaged block in the middle of a journal', async () => {
    const journal = fs.readFileSync(fileOf(journalOnly, 'journal'));
    const { frames } = scanFrames(journal.subarray(journalHeaderBytes), journalHeaderBytes);
    const zero = (from: number, to: number) => (folder: string) => {
      const file = fileOf(folder, 'journal');
      fs.writeFileSync(file, Buffer.from(journal).fill(0, from, to));
    };
    const middle = await openChanged(journalOnly, zero(frames[1]!.end, frames[3]!.end));
    assert.deepEqual(middle.keys, ['k1', 'k2', 'k5', 'k6']);
    assert.ok(middle.notices.some((notice) => notice.startsWith('2 changes')));
    const beginning = await openChanged(journalOnly, zero(0, frames[0]!.end));
    assert.deepEqual(beginning.keys, keys.slice(1));
  });

  it('opens for looking when too much is gone, leaves every file, and says so', async () => {
    const listing = (folder: string): string[] =>
      fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.includes('quarantine'))
        .map((entry) => `${entry.name} ${fs.statSync(path.join(entry.parentPath, entry.name)).size}`)
        .sort();
    for (const source of [journalOnly, twoEpochs]) {
      let folderNow = '';
      let before: string[] = [];
      const damageAll = (folder: string): void => {
        for (const name of fs.readdirSync(folder)) {
          if (name.startsWith('snapshot')) flip(path.join(folder, name), 5_000, 1);
        }
        folderNow = folder;
        before = listing(folder);
      };
      copies += 1;
      const folder = path.join(root, `copy-${copies}`);
      fs.cpSync(source, folder, { recursive: true });
      damageAll(folder);
      const store = await openJournalStore(folder, never);
      assert.equal(store.state().readOnly?.code, 'storage_damaged');
      // The backup of two-epochs was made with the snapshot.
      assert.deepEqual(await readKeys(store), source === twoEpochs ? keys.slice(0, 3) : []);
      await assert.rejects(
        store.write((writer) => writer.setSetting('a', 1)),
        { code: 'storage_damaged' },
      );
      await store.close();
      assert.deepEqual(listing(folderNow), before);
    }
  });

  it('says when the last whole transaction has a wrong checksum: it may have been confirmed', async () => {
    const place = journalEnd() - 3;
    const opened = await openChanged(journalOnly, (folder) => flip(fileOf(folder, 'journal'), place, 2));
    assert.deepEqual(opened.keys, keys.slice(0, -1));
    assert.match(opened.notices[0] ?? '', /may have been confirmed/);
  });

  it('saves from memory what another program cut off while the store was open', async () => {
    copies += 1;
    const folder = path.join(root, `copy-${copies}`);
    fs.cpSync(journalOnly, folder, { recursive: true });
    const store = await openJournalStore(folder, never);
    fs.truncateSync(fileOf(folder, 'journal'), journalHeaderBytes + 10);
    await store.write((writer) => writer.setSetting('later', 1));
    assert.deepEqual(await readKeys(store), keys);
    assert.ok(store.state().notices.length > 0);
    await store.close();
    const again = await openJournalStore(folder, never);
    assert.deepEqual(await readKeys(again), keys);
    await again.close();
  });

  it('reports a long text whose file was damaged, and shows the rest of the message', async () => {
    copies += 1;
    const folder = path.join(root, `copy-${copies}`);
    const store = await openJournalStore(folder, never);
    const { conversationRow, messageRow } = await import('./sample-rows.ts');
    await store.write(async (writer) => {
      await writer.insertConversation(conversationRow('c_1'));
      await writer.insertMessage(messageRow('m_1', 'c_1', { content: 'long '.repeat(20_000), thinking: 'short' }));
    });
    const payloads = path.join(folder, 'payloads');
    const [first] = fs
      .readdirSync(payloads, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile());
    assert.ok(first);
    flip(path.join(first.parentPath, first.name), 1_000, 0);
    const row = await store.read((reader) => reader.getMessage('m_1'));
    assert.equal(row?.thinking, 'short');
    assert.match(row.content, /damaged on disk/);
    assert.equal(row.notices.length, 1);
    assert.equal(store.state().notices.length, 1);
    assert.equal(fs.readdirSync(path.join(folder, 'quarantine')).length, 1);
    // Writing the same text again makes it whole.
    await store.write((writer) => writer.updateMessage('m_1', { content: 'long '.repeat(20_000) }));
    assert.equal((await store.read((reader) => reader.getMessage('m_1')))?.content, 'long '.repeat(20_000));
    await store.close();
  });
});
