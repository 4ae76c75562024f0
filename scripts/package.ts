/** Builds and packs the extension into a .vsix, and refuses one that holds what should not ship or is too large. */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { rootFolder } from './support/paths.ts';
import { nodeBinary, runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';
import { isShipped, listShippedFiles, readManifest } from './support/shipped-files.ts';

const largestBytes = 8 * 1024 * 1024;
/** Without these there is no extension, whatever else is there. */
const needed = ['package.json', 'dist/extension.cjs', 'dist/host.cjs', 'dist/sql-wasm.wasm', 'dist/webview/chat.js'];

async function build(): Promise<void> {
  const script = join(rootFolder, 'scripts', 'build.ts');
  const result = await runCommand(nodeBinary, [script, '--sizes'], { cwd: rootFolder, echo: true });
  if (result.code !== 0) throw new Error('The build failed; nothing was packed.');
}

async function checkFiles(): Promise<string[]> {
  const files = await listFiles({ cwd: rootFolder, packageManager: PackageManager.None });
  const shipped = await listShippedFiles();
  const unwanted = files.filter((file) => !isShipped(file));
  const missing = [...needed, ...shipped].filter((file) => !files.includes(file));
  if (unwanted.length > 0)
    throw new Error(`.vscodeignore lets through what must not ship:\n  ${unwanted.join('\n  ')}`);
  if (missing.length > 0) throw new Error(`These files should ship and would not:\n  ${missing.join('\n  ')}`);
  return files;
}

async function pack(): Promise<number> {
  await build();
  const files = await checkFiles();
  const { name, version } = await readManifest();
  const packagePath = join(rootFolder, `${name}-${version}.vsix`);
  await rm(packagePath, { force: true });
  // No address of a repository is known yet, to which the README's relative links could be changed.
  const links = { allowMissingRepository: true, rewriteRelativeLinks: false };
  await createVSIX({ cwd: rootFolder, packagePath, dependencies: false, ...links });
  const { size } = await stat(packagePath);
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  if (size > largestBytes)
    throw new Error(`${packagePath} has ${megabytes(size)}; ${megabytes(largestBytes)} is the limit.`);
  console.log(`${packagePath}: ${files.length} files, ${megabytes(size)}`);
  return 0;
}

await runScript(pack);
