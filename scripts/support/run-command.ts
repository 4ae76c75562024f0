import { spawn, type SpawnOptions } from 'node:child_process';

export interface CommandResult {
  /** Null when a signal or the time limit ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the command and what it started after this long. */
  readonly timeoutMs?: number;
  /** Shows the output while it comes; otherwise it is only returned. */
  readonly echo?: boolean;
}

/**
 * Ends a process and those it started. `pid` must lead its own process group on POSIX, as what
 * {@link spawnGroup} starts does.
 */
export function killTree(pid: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a process at the head of its own group, so that {@link killTree} reaches all of it. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions) {
  return spawn(command, args, { ...options, detached: process.platform !== 'win32', windowsHide: true });
}

const graceMs = 5_000;

/** Runs a command to its end, with no stdin; never rejects for what the command does. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}) {
  return new Promise<CommandResult>((resolve) => {
    const chunks: string[] = [];
    let timedOut = false;
    const child = spawnGroup(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A request to end lets the command end what it started in groups of their own; force follows where it does not.
    const askToStop = (): void => {
      if (child.pid !== undefined) killTree(child.pid, 'SIGTERM');
    };
    const timers: NodeJS.Timeout[] = [];
    const onTimeout = (): void => {
      timedOut = true;
      askToStop();
      timers.push(setTimeout(() => child.pid !== undefined && killTree(child.pid), graceMs));
    };
    if (options.timeoutMs !== undefined) timers.push(setTimeout(onTimeout, options.timeoutMs));
    process.once('exit', askToStop);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        chunks.push(text);
        if (options.echo) process.stdout.write(text);
      });
    }
    const end = (code: number | null, note = ''): void => {
      for (const timer of timers) clearTimeout(timer);
      process.removeListener('exit', askToStop);
      resolve({ code, output: chunks.join('') + note, timedOut });
    };
    child.on('error', (error) => end(null, `${command}: ${error.message}\n`));
    child.on('close', (code) => end(code));
  });
}

/** Node 24 as this project brings it along: the binary that runs this very script. */
export const nodeBinary = process.execPath;

/** The command line that runs npm on {@link nodeBinary}. */
export function npmCommand(args: readonly string[]): { command: string; args: string[] } {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) return { command: nodeBinary, args: [script, ...args] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] };
}
