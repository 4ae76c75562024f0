/**
 * Runs mocha over files in a process of its own, and writes what came of it into a file:
 *
 *     node scripts/test-stages/run-mocha.ts --result result.json --timeout 5000 'src/**\/*.test.ts'
 */
import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import type { StageCounts } from './stage.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    result: { type: 'string' },
    timeout: { type: 'string', default: '10000' },
    reporter: { type: 'string', default: 'spec' },
    grep: { type: 'string' },
  },
});

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)
  process.once(signal, () => process.exit(code));

const mocha = new Mocha({
  timeout: Number(flags.timeout),
  reporter: flags.reporter,
  color: process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined,
  forbidOnly: true,
  forbidPending: true,
  ...(flags.grep === undefined ? {} : { grep: flags.grep }),
});
for (const file of positionals.flatMap((pattern) => globSync(pattern)).sort()) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();

const counts: StageCounts = { passed: 0, failed: 0 };
const runner = mocha.run((failures) => {
  void finish(failures);
});
runner.on('pass', () => (counts.passed += 1));
runner.on('fail', () => (counts.failed += 1));

async function finish(failures: number): Promise<void> {
  if (flags.result !== undefined) await writeFile(flags.result, JSON.stringify(counts));
  // Whatever a test left open must not keep the run from ending.
  process.exit(failures === 0 ? 0 : 1);
}
