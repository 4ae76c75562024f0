import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { rootFolder } from './paths.ts';

/** What a person gets, and nothing else: the allow-list of the .vsix, by paths relative to the clone with `/`. */
const shippedPatterns: readonly RegExp[] = [
  /^package\.json$/,
  /^package\.nls(\.[a-zA-Z-]+)?\.json$/,
  /^(README|CHANGELOG)\.md$/i,
  /^LICENSE(\.txt|\.md)?$/i,
  /^dist\/(?!test\/).+\.(cjs|wasm)$/,
  /^dist\/webview\/.+\.(js|css|woff2)$/,
  /^media\/.+\.(svg|png|css|md|woff2|json)$/,
  /^l10n\/.+\.json$/,
];

export function isShipped(path: string): boolean {
  return shippedPatterns.some((pattern) => pattern.test(path));
}

/** The files that ship, as they lie in the clone now. */
export async function listShippedFiles(): Promise<string[]> {
  const top = await readdir(rootFolder);
  const below = await Promise.all(
    ['dist', 'media', 'l10n'].map(async (folder) => {
      const entries = await readdir(join(rootFolder, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  const paths = [...top, ...below.flat().map((path) => relative(rootFolder, path).replaceAll('\\', '/'))];
  return paths.filter(isShipped);
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
}

export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(rootFolder, 'package.json'), 'utf8')) as Manifest;
}

/** Puts the built extension where an editor keeps installed ones, file by file what the .vsix would bring. */
export async function installBuiltExtension(extensionsFolder: string): Promise<void> {
  const { name, publisher, version } = await readManifest();
  const target = join(extensionsFolder, `${publisher}.${name}-${version}`);
  for (const path of await listShippedFiles()) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(rootFolder, path), join(target, path));
  }
}
