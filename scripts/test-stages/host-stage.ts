import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, ensureChromium } from '../support/chromium.ts';
import { copySample } from '../support/copy-sample.ts';
import { rootFolder } from '../support/paths.ts';
import { ensureVsCodeServer } from '../support/vscode-cache.ts';
import { quietSettings, startVsCodeServer, toRemoteUri, type VsCodeServer } from '../support/vscode-server.ts';
import { readCounts, type StageContext, type StageCounts } from './stage.ts';

const stageTimeoutMs = 6 * 60_000;

/** Opens a window that runs the suite, passes the host's console on, and resolves with the suite's exit code. */
async function runSuite(server: VsCodeServer, folder: string, context: StageContext): Promise<number> {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
  try {
    const page = await browser.newPage();
    const exit = Promise.withResolvers<number>();
    const transcript: string[] = [];
    await page.exposeFunction('codeAutomationExit', exit.resolve);
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      const line = args.map(String).join(' ');
      transcript.push(`${type}: ${line}`);
      // The suite's report is indented; the editor's own lines, of which there are hundreds, are not.
      if (type === 'info' && /^(\s|$)/.test(line)) console.log(line);
    });
    await page.goto(
      server.address({
        folder,
        payload: [
          ['extensionDevelopmentPath', toRemoteUri(rootFolder)],
          ['extensionTestsPath', toRemoteUri(join(rootFolder, 'dist', 'test', 'index.cjs'))],
        ],
      }),
    );
    const timer = setTimeout(() => {
      exit.reject(new Error(`the suite was not done after ${stageTimeoutMs / 1000} s`));
    }, stageTimeoutMs);
    try {
      return await exit.promise;
    } catch (error) {
      await page.screenshot({ path: join(context.outputFolder, 'window.png') });
      throw error;
    } finally {
      clearTimeout(timer);
      await writeFile(join(context.outputFolder, 'console.log'), transcript.join('\n'));
    }
  } finally {
    await browser.close();
  }
}

/** Mocha inside the extension host of a real VS Code server; the suite is the one that the desktop runs too. */
export async function runHostStage(context: StageContext): Promise<StageCounts> {
  const work = await realpath(await mkdtemp(join(tmpdir(), 'conductor-host-')));
  const folder = await copySample(work);
  const resultFile = join(work, 'result.json');
  const server = await startVsCodeServer({
    serverFolder: await ensureVsCodeServer(),
    dataFolder: join(work, 'data'),
    extensionsFolder: join(work, 'extensions'),
    settings: quietSettings,
    logFile: join(context.outputFolder, 'server.log'),
    driver: true,
    env: {
      CONDUCTOR_TEST_RESULT: resultFile,
      ...(context.grep === undefined ? {} : { CONDUCTOR_TEST_GREP: context.grep }),
    },
  });
  try {
    const code = await runSuite(server, folder, context);
    const counts = await readCounts(resultFile);
    if (counts === undefined) throw new Error(`the suite ended with code ${code} and wrote no result`);
    if (code !== 0 && counts.failed === 0) throw new Error(`the suite ended with code ${code} though no test failed`);
    return counts;
  } finally {
    await cp(join(work, 'data', 'data', 'logs'), join(context.outputFolder, 'logs'), { recursive: true, force: true });
    await server.stop();
    await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
