import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from '../support/paths.ts';
import { nodeBinary, runCommand } from '../support/run-command.ts';

export interface StageCounts {
  passed: number;
  failed: number;
}

export interface StageContext {
  /** Where the stage leaves logs and pictures; empty at the start. */
  readonly outputFolder: string;
  readonly grep: string | undefined;
}

/** One kind of tests. */
export interface Stage {
  readonly name: string;
  readonly describe: string;
  /** What must be there before it runs. */
  readonly needs: readonly ('build' | 'chromium' | 'server')[];
  /** Rejects when the stage could not run; failed tests are counts. */
  run(context: StageContext): Promise<StageCounts>;
}

export interface MochaOptions extends StageContext {
  readonly files: readonly string[];
  /** For one test. */
  readonly testTimeoutMs: number;
  /** For the whole stage. */
  readonly timeoutMs: number;
  readonly reporter: 'spec' | 'dot';
}

/** Keys of a person's own must neither change a result nor be spent. */
const withheldVariables = /^(ANTHROPIC|OPENAI|AZURE_OPENAI|CONDUCTOR)_/;

function withoutKeys(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => withheldVariables.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Counts from a result file, or undefined when it is not whole. */
export async function readCounts(file: string): Promise<StageCounts | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const counts = JSON.parse(text) as Partial<StageCounts>;
  return typeof counts.passed === 'number' && typeof counts.failed === 'number'
    ? { passed: counts.passed, failed: counts.failed }
    : undefined;
}

/** Runs mocha over `files` on Node 24, with no build of the tests. */
export async function runMocha(options: MochaOptions): Promise<StageCounts> {
  const resultFile = join(options.outputFolder, 'result.json');
  const args = [
    join(rootFolder, 'scripts', 'test-stages', 'run-mocha.ts'),
    ...['--result', resultFile, '--timeout', String(options.testTimeoutMs), '--reporter', options.reporter],
    ...(options.grep === undefined ? [] : ['--grep', options.grep]),
    ...options.files,
  ];
  const result = await runCommand(nodeBinary, args, {
    cwd: rootFolder,
    echo: true,
    timeoutMs: options.timeoutMs,
    env: withoutKeys(),
  });
  if (result.timedOut) throw new Error(`it was not done after ${options.timeoutMs / 1000} s`);
  const counts = await readCounts(resultFile);
  if (counts === undefined) throw new Error(`its process ended with code ${String(result.code)} before its tests did`);
  return counts;
}
