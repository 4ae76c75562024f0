import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FsPort } from './files/fs-port.ts';

export interface Epoch {
  readonly epoch: number;
  /** File names inside the store's folder. */
  readonly snapshot: string;
  readonly journal: string;
}

/** What the store consists of now. Its replacement, by one rename, is the moment at which a new epoch begins. */
export interface Manifest extends Epoch {
  readonly format: 1;
  readonly snapshotSha256: string;
  readonly snapshotBytes: number;
  /** The last transaction that the snapshot contains. */
  readonly snapshotSeq: number;
  readonly schema: number;
  /** A program of an older schema than this can only look. */
  readonly minReader: number;
  /** Changes with a repair: then whoever follows loads everything again. */
  readonly lineage: string;
  readonly previous: Epoch | null;
}

export const manifestName = 'MANIFEST';

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function encodeManifest(manifest: Manifest): Uint8Array {
  const text = JSON.stringify(manifest);
  return Buffer.from(`${checksum(text)}\n${text}\n`);
}

/** Undefined where the bytes are damaged. */
export function parseManifest(bytes: Uint8Array): Manifest | undefined {
  const [sum, text, rest, ...more] = Buffer.from(bytes).toString('utf8').split('\n');
  if (text === undefined || rest !== '' || more.length > 0 || checksum(text) !== sum) return undefined;
  return JSON.parse(text) as Manifest;
}

/** Puts a manifest in place: when this resolves, its epoch is the store's. */
export async function writeManifest(fs: FsPort, folder: string, manifest: Manifest): Promise<void> {
  const aside = path.join(folder, `${manifestName}.tmp`);
  await fs.writeFile(aside, encodeManifest(manifest));
  fs.rename(aside, path.join(folder, manifestName));
}
