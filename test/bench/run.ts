import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './figure.ts';

const usage = `node test/bench/run.ts [NAME…] [--json] [--quick]

Runs the benchmarks of this folder, all or those named, each beside its rivals.
--json   one line of JSON for each figure
--quick  fewer rounds and smaller data: shows that it runs, not how fast`;

function isMet({ value, target, better }: Figure): boolean | null {
  if (target === null) return null;
  return better === 'lower' ? value <= target : value >= target;
}

function toLine(figure: Figure): string {
  const { id, value, unit, better, target, rival } = figure;
  const met = isMet(figure);
  const bound = target === null ? '' : `${better === 'lower' ? '≤' : '≥'} ${target}`;
  const verdict = met === null ? '' : met ? 'met' : 'MISSED';
  const shown = Number.isInteger(value) ? String(value) : value.toPrecision(3);
  return `${id.padEnd(38)} ${shown.padStart(10)} ${unit.padEnd(6)} ${bound.padEnd(9)} ${verdict.padEnd(7)} ${rival ?? ''}`;
}

async function load(file: string): Promise<Bench | null> {
  try {
    const module = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { bench: Bench };
    return module.bench;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(`${file} lacks a rival: ${(error as Error).message}`);
    console.error('Install the rivals with: npm ci --prefix test/bench');
    return null;
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help === true) {
  console.log(usage);
  process.exit(0);
}
const files = fs
  .readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .sort();
const known = files.map((file) => file.slice(0, -'.bench.ts'.length));
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
let hasFailed = false;
for (const [index, file] of files.entries()) {
  if (positionals.length > 0 && !positionals.includes(known[index] ?? '')) continue;
  const bench = await load(file);
  if (bench === null) {
    hasFailed = true;
    continue;
  }
  const print = (figure: Figure): void => console.log(values.json === true ? JSON.stringify(figure) : toLine(figure));
  await bench.run(print, { quick: values.quick === true });
}
process.exitCode = hasFailed ? 1 : 0;
