/**
 * Runs every kind of tests, or those that are named, and ends with one line: `N passed, N failed`.
 *
 *     npm test
 *     npm test -- unit webview
 *     npm test -- e2e --grep "Restricted Mode"
 */
import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './support/chromium.ts';
import { outputFolder, rootFolder } from './support/paths.ts';
import { nodeBinary, runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';
import { ensureVsCodeServer } from './support/vscode-cache.ts';
import type { Stage, StageCounts } from './test-stages/stage.ts';
import { stages } from './test-stages/stages.ts';

const buildTimeoutMs = 5 * 60_000;

async function build(): Promise<void> {
  const script = join(rootFolder, 'scripts', 'build.ts');
  const result = await runCommand(nodeBinary, [script], { cwd: rootFolder, echo: true, timeoutMs: buildTimeoutMs });
  if (result.code !== 0) throw new Error('the build failed');
}

type Need = Stage['needs'][number];

/** Each is done once; who needs it later gets the same result, failure included. */
function createPreparation(skipBuild: boolean): (need: Need) => Promise<void> {
  const done = new Map<Need, Promise<void>>();
  const ways: Record<Need, () => Promise<void>> = {
    build: () => (skipBuild ? Promise.resolve() : build()),
    chromium: async () => {
      // Tests and their children find it there.
      process.env['CHROMIUM_PATH'] = await ensureChromium();
    },
    server: async () => {
      await ensureVsCodeServer();
    },
  };
  return (need) => {
    const started = done.get(need) ?? ways[need]();
    done.set(need, started);
    return started;
  };
}

interface StageReport extends StageCounts {
  readonly stage: Stage;
  readonly seconds: number;
  /** Why the stage counts as failed though no test did. */
  readonly trouble: string | null;
}

async function runStage(
  stage: Stage,
  prepare: (need: Need) => Promise<void>,
  grep: string | undefined,
): Promise<StageReport> {
  const startedAt = performance.now();
  const secondsSince = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  const folder = join(outputFolder, stage.name);
  console.log(`\n── ${stage.name}: ${stage.describe}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const need of stage.needs) await prepare(need);
    const counts = await stage.run({ outputFolder: folder, grep });
    const ranNothing = counts.passed + counts.failed === 0 && grep === undefined;
    return { stage, ...counts, seconds: secondsSince(), trouble: ranNothing ? 'it ran no test' : null };
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { stage, passed: 0, failed: 0, seconds: secondsSince(), trouble };
  }
}

function printReports(reports: readonly StageReport[]): void {
  console.log('');
  for (const { stage, passed, failed, seconds, trouble } of reports) {
    const mark = failed > 0 || trouble !== null ? '✖' : '✔';
    console.log(`${mark} ${stage.name.padEnd(8)} ${passed} passed, ${failed} failed, ${seconds} s`);
    if (trouble !== null) console.log(`    could not be counted as passed: ${trouble}`);
    if (mark === '✖') console.log(`    logs and pictures: ${relative(rootFolder, join(outputFolder, stage.name))}`);
  }
}

function chooseStages(names: readonly string[]): readonly Stage[] {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no stage "${unknown.join(', ')}"; there are ${stages.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

async function main(): Promise<number> {
  const { values: flags, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' }, 'no-build': { type: 'boolean', default: false } },
  });
  const prepare = createPreparation(flags['no-build']);
  const reports: StageReport[] = [];
  for (const stage of chooseStages(positionals)) reports.push(await runStage(stage, prepare, flags.grep));
  printReports(reports);
  const passed = reports.reduce((sum, report) => sum + report.passed, 0);
  // A stage that could not run is a failure too, and the last line must not hide it.
  const failed = reports.reduce((sum, report) => sum + report.failed + (report.trouble === null ? 0 : 1), 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

await runScript(main);
