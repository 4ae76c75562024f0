import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreReader } from '../../src/agents/core/ports.ts';
import { openJournalStore } from '../contract/store/stores.ts';

export interface KillRoundsOptions {
  readonly folder: string;
  readonly rounds: number;
  readonly seed: number;
  /** Up to this many processes write at the same time. */
  readonly mostWriters: number;
}

export interface KillRoundsResult {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Acknowledged transactions that are not there afterwards. */
  readonly lost: number;
  /** Transactions of which only a part is there. */
  readonly partial: number;
  readonly notices: readonly string[];
  /** What the writers printed besides their numbers. */
  readonly complaints: readonly string[];
}

const writerScript = path.join(import.meta.dirname, 'writer-process.ts');

/** A small repeatable generator (mulberry32): numbers from 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Writer {
  readonly name: string;
  /** What it has acknowledged. */
  readonly numbers: number[];
  readonly complaints: () => string;
  kill(): Promise<void>;
  readonly firstWrite: Promise<void>;
}

function startWriter(folder: string, name: string, first: number): Writer {
  const child = spawn(process.execPath, [writerScript, folder, name, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const numbers: number[] = [];
  let rest = '';
  let complaints = '';
  const { promise: firstWrite, resolve: onFirstWrite } = Promise.withResolvers<undefined>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    numbers.push(...lines.map(Number));
    if (lines.length > 0) onFirstWrite(undefined);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const { promise: ended, resolve: onEnd } = Promise.withResolvers<undefined>();
  child.once('close', () => {
    onFirstWrite(undefined);
    onEnd(undefined);
  });
  return {
    name,
    numbers,
    complaints: () => complaints,
    firstWrite,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const partCount = 3;

/** How many parts of a transaction are there; a part is one or two rows. Its run is there with the run's events. */
async function countParts(reader: StoreReader, id: string): Promise<number> {
  const texts = (await reader.listPath(`a_${id}`, 3)).map((row) => row.content);
  const parts = [
    (await reader.getConversation(`c_${id}`))?.title === id,
    texts.length === 2 && texts[0] === `${id} `.repeat(40) && texts[1] === `Content of a_${id}`,
    (await reader.listEvents(`a_${id}`, 0)).length === 2,
  ];
  return parts.filter(Boolean).length;
}

/** Transactions that were under way when their writer was killed are numbered behind the last acknowledged one. */
const mostUnderWay = 6;

async function verify(
  folder: string,
  acknowledged: ReadonlyMap<string, readonly number[]>,
): Promise<{ lost: number; partial: number }> {
  let lost = 0;
  let partial = 0;
  const store = await openJournalStore(folder);
  await store.read(async (reader) => {
    for (const [name, numbers] of acknowledged) {
      const known = new Set(numbers);
      for (let number = 1; number <= Math.max(0, ...numbers) + mostUnderWay; number += 1) {
        const parts = await countParts(reader, `${name}_${number}`);
        if (known.has(number) && parts === 0) lost += 1;
        else if (parts > 0 && parts < partCount) partial += 1;
      }
    }
  });
  await store.close();
  return { lost, partial };
}

/**
 * Lets processes write into one folder, kills them with SIGKILL at random moments, and looks in the end whether all
 * that they had acknowledged is there, whole.
 */
export async function runKillRounds(options: KillRoundsOptions): Promise<KillRoundsResult> {
  const random = seededRandom(options.seed);
  const acknowledged = new Map<string, number[]>();
  const notices: string[] = [];
  const complaints: string[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const count = 1 + (round % options.mostWriters);
    const writers = Array.from({ length: count }, (_, index) => startWriter(options.folder, `w${round}x${index}`, 1));
    await Promise.all(writers.map((writer) => writer.firstWrite));
    for (const writer of writers) {
      await sleep(random() * 150);
      await writer.kill();
      acknowledged.set(writer.name, writer.numbers);
      if (writer.complaints() !== '') complaints.push(writer.complaints());
    }
    // Somebody opens it between the rounds: what a killed writer left is put in order then.
    const store = await openJournalStore(options.folder);
    notices.push(...store.state().notices);
    await store.close();
  }
  const total = [...acknowledged.values()].reduce((sum, numbers) => sum + numbers.length, 0);
  const { lost, partial } = await verify(options.folder, acknowledged);
  return { rounds: options.rounds, acknowledged: total, lost, partial, notices, complaints };
}
