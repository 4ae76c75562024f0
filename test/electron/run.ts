/**
 * The suite for the extension host on the desktop VS Code, which `@vscode/test-electron` downloads into `.vscode-test`.
 * `VSCODE_VERSION` picks another version than the newest stable one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { copySample } from '../../scripts/support/copy-sample.ts';
import { rootFolder as root } from '../../scripts/support/paths.ts';
import { runScript } from '../../scripts/support/run-script.ts';

async function main(): Promise<number> {
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) return 1;
  const work = mkdtempSync(join(tmpdir(), 'conductor-electron-'));
  const workspace = await copySample(work);
  try {
    return await runTests({
      version: process.env['VSCODE_VERSION'] ?? 'stable',
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'dist', 'test', 'index.cjs'),
      launchArgs: [
        ...[workspace, '--user-data-dir', join(work, 'user-data'), '--extensions-dir', join(work, 'extensions')],
        ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-updates'],
      ],
    });
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

await runScript(main);
