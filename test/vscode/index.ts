import { writeFile } from 'node:fs/promises';
import { format } from 'node:util';
import Mocha from 'mocha';
import * as vscode from 'vscode';

const testTimeoutMs = 60_000;

/** Each defines its tests when it is loaded, which must not be before mocha listens. */
const suites: readonly (() => Promise<unknown>)[] = [
  () => import('./suites/activation.suite.ts'),
  () => import('./suites/commands.suite.ts'),
  () => import('./suites/keybindings.suite.ts'),
  () => import('./suites/chat.suite.ts'),
  () => import('./suites/use-code.suite.ts'),
  () => import('./suites/ask-about-code.suite.ts'),
  () => import('./suites/host-link.suite.ts'),
  () => import('./suites/keys.suite.ts'),
  () => import('./suites/configuration.suite.ts'),
  () => import('./suites/workspace.suite.ts'),
  () => import('./suites/editor-models.suite.ts'),
  () => import('./suites/participant.suite.ts'),
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

function runMocha(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    let passed = 0;
    const runner = mocha.run((failed) => resolve({ passed, failed }));
    runner.on('pass', () => (passed += 1));
  });
}

/** Runs every suite in this extension host; rejects when a test failed. */
export async function run(): Promise<void> {
  // The console of an extension host hands arguments on one by one, without putting them into the first.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(format(...args));
  // A participant is known to the editor only while its chat is on; Conductor begins after this.
  await vscode.workspace.getConfiguration('chat').update('disableAIFeatures', false, vscode.ConfigurationTarget.Global);
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: testTimeoutMs });
  const grep = process.env['CONDUCTOR_TEST_GREP'];
  if (grep !== undefined && grep !== '') mocha.grep(new RegExp(grep));
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of suites) await load();
  const counts = await runMocha(mocha);
  const resultFile = process.env['CONDUCTOR_TEST_RESULT'];
  if (resultFile !== undefined) await writeFile(resultFile, JSON.stringify(counts));
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
