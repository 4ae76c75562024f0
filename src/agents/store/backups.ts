import path from 'node:path';
import type { Environment } from './environment.ts';
import type { Manifest } from './manifest.ts';
import { readSnapshot } from './load-state.ts';

const weeklyKept = 4;
const weekMs = 7 * 24 * 60 * 60 * 1_000;
const weeklyName = /^weekly-(\d{4}-\d\d-\d\d)-schema(\d+)-([0-9a-f]{64})\.db$/;
const anyName = /^.+-([0-9a-f]{64})\.db$/;

function folderOf(env: Environment): string {
  return path.join(env.folder, 'backups');
}

/** Copies the snapshot aside when the newest copy is a week old, and keeps the last four. */
export async function keepWeeklyBackup(env: Environment, manifest: Manifest): Promise<void> {
  const { fs } = env;
  const folder = folderOf(env);
  const today = env.now().slice(0, 10);
  const known = fs
    .list(folder)
    .filter((name) => weeklyName.test(name))
    .sort();
  const newest = known.at(-1)?.match(weeklyName)?.[1];
  if (newest !== undefined && Date.parse(today) - Date.parse(newest) < weekMs) return;
  fs.makeFolder(folder);
  const name = `weekly-${today}-schema${manifest.schema}-${manifest.snapshotSha256}.db`;
  const aside = path.join(folder, `${name}.tmp`);
  await fs.copy(path.join(env.folder, manifest.snapshot), aside);
  fs.rename(aside, path.join(folder, name));
  await fs.syncFolder(folder);
  for (const old of known.slice(0, Math.max(0, known.length + 1 - weeklyKept))) fs.remove(path.join(folder, old));
}

/** Keeps the database as it was before a migration, for good. */
export async function keepBeforeMigration(
  env: Environment,
  old: { readonly bytes: Uint8Array; readonly sha256: string; readonly schema: number },
): Promise<void> {
  const { fs } = env;
  const folder = folderOf(env);
  fs.makeFolder(folder);
  const name = `before-migration-${env.now().slice(0, 10)}-schema${old.schema}-${old.sha256}.db`;
  const aside = path.join(folder, `${name}.tmp`);
  await fs.writeFile(aside, old.bytes);
  fs.rename(aside, path.join(folder, name));
  await fs.syncFolder(folder);
}

/** The newest backup that is whole. */
export async function readNewestBackup(env: Environment): Promise<Uint8Array | undefined> {
  const folder = folderOf(env);
  const dateOf = (name: string): string => /\d{4}-\d\d-\d\d/.exec(name)?.[0] ?? '';
  const names = env.fs
    .list(folder)
    .filter((name) => anyName.test(name))
    .sort((one, other) => dateOf(other).localeCompare(dateOf(one)));
  for (const name of names) {
    const bytes = await readSnapshot({ fs: env.fs, folder }, name, anyName.exec(name)?.[1] ?? '');
    if (typeof bytes !== 'string') return bytes;
  }
  return undefined;
}
