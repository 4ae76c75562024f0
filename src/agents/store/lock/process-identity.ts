import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
  readonly bootId: string;
}

/** Clocks are set now and then: two readings of one boot's time may differ by this much, in seconds. */
const bootToleranceSeconds = 120;

function procStat(pid: number): { state: string; startTime: string } | undefined {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The command's name stands in brackets and may hold anything; fields are counted behind it, `state` being the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? 'X', startTime: fields[19] ?? '' };
}

function existsByNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began by `ps`, in words that are the same for every asker; empty where there is no `ps`. */
function psStartTime(pid: number): Promise<string> {
  if (process.platform === 'win32') return Promise.resolve('');
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }, timeout: 2_000 };
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], options, (error, stdout) => {
      resolve(error === null ? stdout.trim().replaceAll(/[\s:]+/g, '-') : '');
    });
  });
}

function bootId(): string {
  if (process.platform === 'linux') {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  }
  return `t${Math.round(Date.now() / 1_000 - os.uptime())}`;
}

function isSameBoot(one: string, other: string): boolean {
  if (one === other) return true;
  if (!one.startsWith('t') || !other.startsWith('t')) return false;
  return Math.abs(Number(one.slice(1)) - Number(other.slice(1))) <= bootToleranceSeconds;
}

/**
 * This process. On Linux the start time is field 22 of `/proc/<pid>/stat` and the boot is the kernel's boot id. On macOS
 * they come from `ps` and from the time since boot; on Windows the start time is empty, so that a process counts as
 * alive as long as one with its number runs.
 */
export async function readOwnIdentity(): Promise<ProcessIdentity> {
  const startTime =
    process.platform === 'linux' ? (procStat(process.pid)?.startTime ?? '') : await psStartTime(process.pid);
  return { pid: process.pid, startTime, bootId: bootId() };
}

/** False only when it is certain that the process is gone. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  if (!isSameBoot(identity.bootId, bootId())) return false;
  if (identity.pid === process.pid && process.platform !== 'linux') return true;
  if (process.platform === 'linux') {
    const stat = procStat(identity.pid);
    return stat !== undefined && stat.startTime === identity.startTime && stat.state !== 'Z' && stat.state !== 'X';
  }
  if (!existsByNumber(identity.pid)) return false;
  if (identity.startTime === '') return true;
  const startTime = await psStartTime(identity.pid);
  return startTime === '' || startTime === identity.startTime;
}

/** `pid:startTime:bootId` */
export function toOwner({ pid, startTime, bootId: boot }: ProcessIdentity): string {
  return `${pid}:${startTime}:${boot}`;
}

export function parseOwner(owner: string): ProcessIdentity | undefined {
  const [pid, startTime, boot] = owner.split(':');
  if (startTime === undefined || boot === undefined || !/^\d+$/.test(pid ?? '')) return undefined;
  return { pid: Number(pid), startTime, bootId: boot };
}
