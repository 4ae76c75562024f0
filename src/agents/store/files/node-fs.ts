import fs from 'node:fs';
import { promisify } from 'node:util';
import type { FsPort } from './fs-port.ts';

const dataSync = promisify(fs.fdatasync);
const flags = { read: 'r', write: 'r+', create: 'w+' } as const;

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function syncPath(path: string, flag: string): Promise<void> {
  const handle = await fs.promises.open(path, flag);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The machine's file system. */
export const nodeFs: FsPort = {
  makeFolder: (path) => void fs.mkdirSync(path, { recursive: true }),
  list(folder) {
    try {
      return fs.readdirSync(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
  stat(path) {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    return stat && { size: stat.size, signature: `${stat.ino}:${stat.mtimeMs}:${stat.size}` };
  },
  readSmall(path) {
    try {
      return fs.readFileSync(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  readFile: (path) => fs.promises.readFile(path),
  async writeFile(path, bytes) {
    await fs.promises.writeFile(path, bytes, { flush: true });
  },
  writeExclusive: (path, bytes) => fs.writeFileSync(path, bytes, { flag: 'wx' }),
  link: (existing, path) => fs.linkSync(existing, path),
  rename: (from, to) => fs.renameSync(from, to),
  remove(path) {
    try {
      fs.unlinkSync(path);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
  async copy(from, to) {
    await fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
    await syncPath(to, 'r+');
  },
  async syncFolder(path) {
    // Windows cannot open a folder for this; NTFS journals its names itself.
    if (process.platform !== 'win32') await syncPath(path, 'r');
  },
  open: (path, mode) => fs.openSync(path, flags[mode]),
  close: (file) => fs.closeSync(file),
  size: (file) => fs.fstatSync(file).size,
  read(file, position, length) {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const count = fs.readSync(file, bytes, done, length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  },
  write(file, bytes, position) {
    let done = 0;
    while (done < bytes.length) done += fs.writeSync(file, bytes, done, bytes.length - done, position + done);
  },
  truncate: (file, length) => fs.ftruncateSync(file, length),
  sync: (file) => dataSync(file),
  syncNow: (file) => fs.fdatasyncSync(file),
  watch(folder, listener) {
    const watcher = fs.watch(folder, { persistent: false }, listener);
    // Watching is only a hint: the poll goes on without it.
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  },
};
