import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths.ts';
import { npmCommand, runCommand } from './run-command.ts';

/** The npm package that carries VS Code's own server and web workbench (4.139.1 is VS Code 1.139.1). */
const serverPackage = 'code-server';
const serverVersion = '4.139.1';
const installTimeoutMs = 8 * 60_000;
const abandonedAfterMs = 60 * 60_000;

const serverMain = ['node_modules', serverPackage, 'lib', 'vscode'];

async function npmInstall(cwd: string, args: readonly string[]): Promise<void> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const npm = npmCommand(['install', ...args, ...flags]);
  const result = await runCommand(npm.command, npm.args, { cwd, timeoutMs: installTimeoutMs });
  if (result.code === 0) return;
  const reason = result.timedOut ? 'took too long' : `ended with code ${String(result.code)}`;
  throw new Error(`Installing VS Code's server: "npm install ${args.join(' ')}" ${reason}.\n${result.output}`);
}

async function installInto(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'vscode-server', private: true }));
  await npmInstall(folder, [`${serverPackage}@${serverVersion}`]);
  const server = join(folder, ...serverMain);
  await npmInstall(server, ['--omit=dev']);
  await npmInstall(join(server, 'extensions'), ['--omit=dev']);
}

/** Takes away what installations that were cut off long ago left behind. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('installing-')) continue;
    const folder = join(cache, name);
    const made = await stat(folder).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > abandonedAfterMs) await rm(folder, { recursive: true });
  }
}

/** Puts a whole installation in place; another one that was quicker wins, and ours is thrown away. */
async function publish(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    await rm(from, { recursive: true, force: true });
  }
}

/**
 * The folder of a real VS Code server that runs on this machine, installed from the npm registry on first use (about
 * half a minute and 0.8 GB). Safe when several ask at once; an installation that was cut off is never taken for whole,
 * because only a finished one is renamed to its name.
 */
export async function ensureVsCodeServer(): Promise<string> {
  const cache = cacheFolder();
  const home = join(cache, `vscode-server-${serverVersion}`);
  const server = join(home, ...serverMain);
  if (existsSync(join(server, 'out', 'server-main.js'))) return server;
  console.log(`Installing VS Code's server into ${home} (once, about 0.8 GB).`);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const temporary = await mkdtemp(join(cache, 'installing-'));
  try {
    await installInto(temporary);
    await publish(temporary, home);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  if (!existsSync(join(server, 'out', 'server-main.js'))) {
    throw new Error(`VS Code's server in ${home} is not whole. Remove that folder and try again.`);
  }
  return server;
}
