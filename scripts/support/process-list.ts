import { readdir, readFile } from 'node:fs/promises';
import { runCommand } from './run-command.ts';

interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  readonly command: string;
}

/** Linux tells in `/proc`, with no program that might be missing; see proc(5) for the fields of `stat`. */
async function readProc(pid: string): Promise<ProcessEntry | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    // The second field is a name in parentheses that may itself hold spaces and parentheses.
    const parent = status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
    return { pid: Number(pid), parentPid: Number(parent), command: command.replaceAll('\0', ' ').trim() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It ended while we looked.
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

function parseLine(line: string): ProcessEntry | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
  return match === null ? undefined : { pid: Number(match[1]), parentPid: Number(match[2]), command: match[3] ?? '' };
}

async function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const entries = await Promise.all(pids.map(readProc));
    return entries.filter((entry) => entry !== undefined);
  }
  const windowsQuery =
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }';
  const result =
    process.platform === 'win32'
      ? await runCommand('powershell', ['-NoProfile', '-Command', windowsQuery])
      : await runCommand('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return result.output
    .split(/\r?\n/)
    .map(parseLine)
    .filter((entry) => entry !== undefined);
}

/** Every process that `pid` started, directly or through others. */
export async function listDescendants(pid: number): Promise<ProcessEntry[]> {
  const all = await listProcesses();
  const found: ProcessEntry[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter((entry) => parents.has(entry.parentPid));
    found.push(...children);
    parents = new Set(children.map((entry) => entry.pid));
  }
  return found;
}
