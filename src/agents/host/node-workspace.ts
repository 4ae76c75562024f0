import type { Dirent } from 'node:fs';
import { open, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Workspace, WorkspaceFile } from '../core/ports.ts';
import { createIgnoreRules, type IgnoreRules } from './ignore-rules.ts';

/** Folders that hold what tools made. */
const skippedFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  '.idea',
  '.vscode-test',
  '.venv',
  'venv',
  '__pycache__',
  'node_modules',
  'bower_components',
  'dist',
  'out',
  'build',
  'target',
  'coverage',
  '.next',
  '.cache',
]);
const skippedFiles =
  /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|.*\.min\.(?:js|css)|.*\.map)$|\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|o|a|so|dll|dylib|exe|bin|wasm|woff2?|ttf|otf|eot|mp[34]|mov|avi|webm|ogg|wav|flac|sqlite3?|db|vsix|pyc|snap)$/i;
const largestListedBytes = 2_000_000;
const deepestFolder = 24;
const sniffedBytes = 8_000;

/**
 * The files under a folder, for a host without an editor. Keeps roughly to `.gitignore` files, leaves out what tools
 * made, binary files and files over 2 MB, and never leaves the folder: a link that leads out is as good as missing.
 */
export function createNodeWorkspace(folder: string): Workspace {
  const root = path.resolve(folder);
  let realRoot: Promise<string> | null = null;
  const findRoot = (): Promise<string> => (realRoot ??= realpath(root).catch(() => root));
  return {
    name: path.basename(root) || root,
    async listFiles(limit, signal) {
      const found: WorkspaceFile[] = [];
      await walk({ folder: await findRoot(), prefix: '', rules: [], depth: 0 }, { found, limit, signal });
      return found;
    },
    async readFile(relative, maxBytes, signal) {
      signal.throwIfAborted();
      const full = await resolveInside(await findRoot(), relative);
      return full === null ? null : await readText(full, maxBytes, signal);
    },
  };
}

interface Place {
  readonly folder: string;
  /** The path from the root, with `/` at its end; empty for the root. */
  readonly prefix: string;
  readonly rules: readonly IgnoreRules[];
  readonly depth: number;
}

interface Walk {
  readonly found: WorkspaceFile[];
  readonly limit: number;
  readonly signal: AbortSignal;
}

async function walk(place: Place, job: Walk): Promise<void> {
  job.signal.throwIfAborted();
  const entries = await readdir(place.folder, { withFileTypes: true }).catch((): Dirent[] => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const rules = await addRules(place, entries);
  const folders: Dirent[] = [];
  for (const entry of entries) {
    if (job.found.length >= job.limit) return;
    const relative = `${place.prefix}${entry.name}`;
    // Links are not followed: they lead out of the folder or to what is listed anyway.
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(entry);
    else if (entry.isFile() && !skippedFiles.test(relative) && !isIgnored(rules, relative, false)) {
      await addFile(path.join(place.folder, entry.name), relative, job);
    }
  }
  for (const { name } of folders) {
    const relative = `${place.prefix}${name}`;
    if (place.depth >= deepestFolder || isIgnored(rules, relative, true)) continue;
    await walk({ folder: path.join(place.folder, name), prefix: `${relative}/`, rules, depth: place.depth + 1 }, job);
  }
}

async function addRules(place: Place, entries: readonly Dirent[]): Promise<readonly IgnoreRules[]> {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return place.rules;
  const text = await readFile(path.join(place.folder, '.gitignore'), 'utf8').catch(() => '');
  return [...place.rules, createIgnoreRules(text, place.prefix)];
}

/** The rules of the innermost `.gitignore` that speaks of a path win. */
function isIgnored(rules: readonly IgnoreRules[], relative: string, isFolder: boolean): boolean {
  for (const rule of rules.toReversed()) {
    const verdict = rule.verdict(relative, isFolder);
    if (verdict !== null) return verdict;
  }
  return false;
}

async function addFile(full: string, relative: string, job: Walk): Promise<void> {
  job.signal.throwIfAborted();
  const handle = await open(full, 'r').catch(() => null);
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    if (size > largestListedBytes) return;
    if (isTextByName(relative) || !(await startsBinary(handle, size)))
      job.found.push({ path: relative, sizeBytes: size });
  } finally {
    await handle.close();
  }
}

/** Names that are text for sure, so that most files need not be looked into. */
function isTextByName(relative: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|go|rs|java|cs|[ch](?:pp)?|md|jsonc?|ya?ml|toml|css|html|sql|sh|txt)$/i.test(relative);
}

async function startsBinary(
  handle: { read: (buffer: Buffer) => Promise<{ bytesRead: number }> },
  size: number,
): Promise<boolean> {
  if (size === 0) return false;
  const buffer = Buffer.alloc(Math.min(sniffedBytes, size));
  const { bytesRead } = await handle.read(buffer);
  return buffer.subarray(0, bytesRead).includes(0);
}

/** The real path of a relative one; null where it leads out of the root or to nothing. */
async function resolveInside(root: string, relative: string): Promise<string | null> {
  const full = path.resolve(root, relative);
  if (!isInside(root, full)) return null;
  const real = await realpath(full).catch(() => null);
  return real !== null && isInside(root, real) ? real : null;
}

function isInside(root: string, full: string): boolean {
  const relative = path.relative(root, full);
  return relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}

async function readText(full: string, maxBytes: number, signal: AbortSignal): Promise<string | null> {
  const handle = await open(full, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const status = await handle.stat();
    if (!status.isFile() || status.size > maxBytes) return null;
    const bytes = await handle.readFile({ signal });
    if (bytes.subarray(0, sniffedBytes).includes(0)) return null;
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } finally {
    await handle.close();
  }
}
