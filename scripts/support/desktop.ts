import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand, spawnGroup } from './run-command.ts';
import { cleanEnvironment } from './vscode-server.ts';

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * In a terminal of a remote editor and under WSL, `code` speaks to an editor on another machine, which cannot load this
 * clone with a profile of its own.
 */
function isRemoteTerminal(): boolean {
  return process.env['VSCODE_IPC_HOOK_CLI'] !== undefined || process.env['WSL_DISTRO_NAME'] !== undefined;
}

export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The desktop VS Code's `code` that can be used here, or why none can. */
export async function findDesktop(engine: string): Promise<{ code: string } | { reason: string }> {
  if (isRemoteTerminal()) return { reason: 'this terminal belongs to a remote machine' };
  if (!hasDisplay()) return { reason: 'there is no display' };
  const code = onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  if (code === undefined) return { reason: 'there is no "code" on the PATH' };
  const result = await runCode(code, ['--version']);
  const version = /^(\d+\.\d+\.\d+)/m.exec(result.output)?.[1];
  if (result.code !== 0 || version === undefined) return { reason: '"code --version" gave no version' };
  const oldest = engine.replace(/^[^\d]*/, '');
  return isAtLeast(version, oldest) ? { code } : { reason: `"code" is ${version}, and ${oldest} is needed` };
}

/** Windows runs a `.cmd` only through its shell. */
function runCode(code: string, args: readonly string[]) {
  const options = { timeoutMs: 30_000 };
  if (process.platform !== 'win32') return runCommand(code, args, options);
  return runCommand('cmd.exe', ['/d', '/s', '/c', code, ...args], options);
}

export interface DesktopOptions {
  readonly code: string;
  readonly profileFolder: string;
  readonly extensionFolder: string;
  readonly folder: string;
  readonly file: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Opens the desktop VS Code with a profile of its own; `ended` resolves when its window was closed. */
export async function openDesktop(
  options: DesktopOptions,
): Promise<{ ended: Promise<void>; stop: () => Promise<void> }> {
  const userData = join(options.profileFolder, 'user-data');
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify(options.settings, null, 2));
  const args = [
    ...['--user-data-dir', userData, '--extensions-dir', join(options.profileFolder, 'extensions')],
    ...[`--extensionDevelopmentPath=${options.extensionFolder}`, '--new-window', '--wait'],
    ...['--skip-welcome', '--skip-release-notes', '--disable-updates', options.folder, '--goto', options.file],
  ];
  const isWindows = process.platform === 'win32';
  const [command, head] = isWindows ? ['cmd.exe', ['/d', '/s', '/c', options.code]] : [options.code, []];
  const child = spawnGroup(command, [...head, ...args], { env: cleanEnvironment(), stdio: 'ignore' });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  return { ended, stop: () => endDesktop(userData) };
}

/** The window's process starts a group of its own and writes its id into its profile. */
async function endDesktop(userData: string): Promise<void> {
  const lock = await readFile(join(userData, 'code.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(lock, 10);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  try {
    process.kill(pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
