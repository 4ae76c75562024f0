import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Store } from '../../src/agents/core/ports.ts';
import { conversationRow, messageRow } from '../contract/store/sample-rows.ts';
import { openJournalStore } from '../contract/store/stores.ts';
import { runKillRounds } from '../crash/kill-rounds.ts';
import { median, type Bench, type Figure } from './figure.ts';
import { createExportRival, createNodeSqliteRival, type Rival } from './store-rivals.ts';

const megabyte = 1024 * 1024;
const rowBytes = 4 * 1024;
const committedRow = 'x'.repeat(1_000);
const rounds = 5;

interface Measured {
  readonly oursMs: number;
  readonly nodeSqliteMs: number;
  readonly exportMs: number;
}

function* filling(megabytes: number): Generator<readonly [id: string, content: string]> {
  const count = (megabytes * megabyte) / rowBytes;
  for (let index = 0; index < count; index += 1) yield [`m_${index}`, `${index} ${'lorem ipsum '.repeat(320)}`];
}

async function fill(store: Store, megabytes: number): Promise<void> {
  await store.write((writer) => writer.insertConversation(conversationRow('c_1')));
  const rows = [...filling(megabytes)];
  for (let from = 0; from < rows.length; from += 500) {
    await store.write(async (writer) => {
      for (const [id, content] of rows.slice(from, from + 500)) {
        await writer.insertMessage(messageRow(id, 'c_1', { content }));
      }
    });
  }
}

async function timeOurs(store: Store, name: string, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    const row = messageRow(`${name}_${index}`, 'c_1', { content: committedRow });
    await store.write((writer) => writer.insertMessage(row));
    times.push(performance.now() - startedMs);
  }
  return median(times);
}

function timeRival(rival: Rival, name: string, count: number): number {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    rival.insert(`${name}_${index}`, committedRow);
    times.push(performance.now() - startedMs);
  }
  return median(times);
}

/** Commits of one row, turn by turn with the rivals, at one size. The store stays in `folder`. */
async function measureCommits(folder: string, megabytes: number, commits: number): Promise<Measured> {
  const store = await openJournalStore(path.join(folder, 'store'));
  await fill(store, megabytes);
  const nodeSqlite = createNodeSqliteRival(folder, filling(megabytes));
  const exporting = await createExportRival(folder, filling(megabytes));
  const measured = { ours: [] as number[], nodeSqlite: [] as number[], exporting: [] as number[] };
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await timeOurs(store, `r${round}`, commits);
    const sqlite = timeRival(nodeSqlite, `r${round}`, commits);
    const exported = timeRival(exporting, `r${round}`, 5);
    if (round === 0) continue;
    measured.ours.push(ours);
    measured.nodeSqlite.push(sqlite);
    measured.exporting.push(exported);
  }
  nodeSqlite.close();
  exporting.close();
  await store.close();
  return {
    oursMs: median(measured.ours),
    nodeSqliteMs: median(measured.nodeSqlite),
    exportMs: median(measured.exporting),
  };
}

interface Growth {
  readonly append: number;
  readonly path: number;
}

/** What appending to a long conversation and showing its end cost, as a share of the same in one of ten messages. */
async function measureGrowth(folder: string, commits: number): Promise<Growth> {
  const store = await openJournalStore(folder);
  const ends = { long: 'chain_0', short: 'short_0' };
  await store.write(async (writer) => {
    await writer.insertMessage(messageRow('chain_0', 'c_1'));
    for (let index = 1; index < 10_000; index += 1) {
      await writer.insertMessage(messageRow(`chain_${index}`, 'c_1', { parentMessageId: ends.long }));
      ends.long = `chain_${index}`;
    }
    await writer.insertConversation(conversationRow('c_2'));
    await writer.insertMessage(messageRow('short_0', 'c_2'));
    for (let index = 1; index < 10; index += 1) {
      await writer.insertMessage(messageRow(`short_${index}`, 'c_2', { parentMessageId: ends.short }));
      ends.short = `short_${index}`;
    }
  });
  const append = { long: [] as number[], short: [] as number[] };
  const path = { long: [] as number[], short: [] as number[] };
  for (let index = 0; index < commits; index += 1) {
    for (const which of ['long', 'short'] as const) {
      const conversationId = which === 'long' ? 'c_1' : 'c_2';
      const row = messageRow(`${which}_end_${index}`, conversationId, { parentMessageId: ends[which] });
      const startedMs = performance.now();
      await store.write((writer) => writer.insertMessage(row));
      append[which].push(performance.now() - startedMs);
      const readMs = performance.now();
      await store.read((reader) => reader.listPath(ends[which], 10));
      path[which].push(performance.now() - readMs);
    }
  }
  await store.close();
  return { append: median(append.long) / median(append.short), path: median(path.long) / median(path.short) };
}

/** From nothing in memory to the first answer. */
async function measureStart(folder: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    const store = await openJournalStore(folder);
    await store.read((reader) => reader.listPath('m_1', 20));
    times.push(performance.now() - startedMs);
    await store.close();
  }
  return median(times);
}

/** The same after a kill, with a journal that is about to become a snapshot. */
async function measureStartAfterKill(folder: string, journalBytes: number): Promise<number> {
  const never = { snapshotJournalBytes: Infinity, closingJournalBytes: Infinity };
  const store = await openJournalStore(folder, never);
  for (let written = 0; written < journalBytes; written += 500 * 1_500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => {
        const row = messageRow(`k_${written}_${index}`, 'c_1', { content: committedRow });
        return store.write((writer) => writer.insertMessage(row));
      }),
    );
  }
  await store.close();
  const startedMs = performance.now();
  const again = await openJournalStore(folder, never);
  await again.read((reader) => reader.listPath('m_1', 20));
  const tookMs = performance.now() - startedMs;
  await again.close();
  return tookMs;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-bench-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Report = (figure: Figure) => void;

function lower(id: string, value: number, unit: string, more: { target?: number; rival?: string } = {}): Figure {
  return { id, value, unit, better: 'lower', target: more.target ?? null, rival: more.rival ?? null };
}

async function benchSize(report: Report, megabytes: number, commits: number): Promise<Measured> {
  return inFolder(async (folder) => {
    const measured = await measureCommits(folder, megabytes, commits);
    const { oursMs, nodeSqliteMs, exportMs } = measured;
    const id = `store.commit.${megabytes}mb`;
    report(lower(`${id}.p50`, oursMs, 'ms'));
    const rival = `node:sqlite ${nodeSqliteMs.toFixed(3)} ms`;
    report(lower(`${id}.to_node_sqlite`, oursMs / nodeSqliteMs, 'x', { target: 2, rival }));
    const exported = { better: 'higher', unit: 'x', rival: `whole-file export ${exportMs.toFixed(1)} ms` } as const;
    const target = megabytes >= 100 ? 100 : null;
    report({ id: `store.commit.${megabytes}mb.export_to_ours`, value: exportMs / oursMs, target, ...exported });
    const startMs = await measureStart(path.join(folder, 'store'));
    report(lower(`store.start.${megabytes}mb`, startMs, 'ms', { target: 1_000 }));
    const growth = await measureGrowth(path.join(folder, 'store'), commits);
    report(lower(`store.append.${megabytes}mb.10000_to_10_messages`, growth.append, 'x', { target: 1.5 }));
    report(lower(`store.path.${megabytes}mb.10000_to_10_messages`, growth.path, 'x', { target: 1.5 }));
    const journalBytes = Math.max(8, megabytes / 4) * megabyte;
    const killedMs = await measureStartAfterKill(path.join(folder, 'store'), journalBytes);
    report(lower(`store.start.${megabytes}mb.longest_journal`, killedMs, 'ms'));
    return measured;
  });
}

async function benchKills(report: Report, rounds: number): Promise<void> {
  const result = await inFolder((folder) => runKillRounds({ folder, rounds, seed: 1, mostWriters: 3 }));
  report({ id: 'store.kill.rounds', value: result.rounds, unit: '', better: 'higher', target: 100, rival: null });
  const { acknowledged } = result;
  report({
    id: 'store.kill.acknowledged',
    value: acknowledged,
    unit: 'tx',
    better: 'higher',
    target: null,
    rival: null,
  });
  report(lower('store.kill.lost', result.lost, 'tx', { target: 0 }));
  report(lower('store.kill.partial', result.partial, 'tx', { target: 0 }));
}

/** The store beside SQLite on real files and beside whole-file export, and its writers under SIGKILL. */
export const bench: Bench = {
  name: 'store',
  async run(report, { quick }) {
    const [small, large] = quick ? [2, 8] : [10, 100];
    const commits = quick ? 20 : 200;
    const atSmall = await benchSize(report, small, commits);
    const atLarge = await benchSize(report, large, commits);
    report(lower('store.commit.flatness', atLarge.oursMs / atSmall.oursMs, 'x', { target: 1.5 }));
    await benchKills(report, quick ? 6 : 100);
  },
};
