import fs from 'node:fs';
import type { FsPort } from '../../src/agents/store/files/fs-port.ts';
import { nodeFs } from '../../src/agents/store/files/node-fs.ts';

/** The machine's file system without waiting for the disk: for tests that open a store some thousand times. */
export const unsyncedFs: FsPort = {
  ...nodeFs,
  writeFile: (path, bytes) => fs.promises.writeFile(path, bytes),
  copy: (from, to) => fs.promises.copyFile(from, to),
  sync: () => Promise.resolve(),
  syncNow: () => undefined,
  syncFolder: () => Promise.resolve(),
  watch: () => ({ dispose: () => undefined }),
};
