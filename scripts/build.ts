/** Builds the extension, its webviews, the command line and the suite for the extension host into `dist`. */
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { build, context, type BuildOptions, type Metafile } from 'esbuild';
import { listBundles } from './support/bundles.ts';
import { rootFolder } from './support/paths.ts';
import { runScript } from './support/run-script.ts';

const distFolder = join(rootFolder, 'dist');

/** Files that are taken as they are, from `node_modules` into `dist`. */
const copiedFiles = new Map([['sql.js/dist/sql-wasm.wasm', 'sql-wasm.wasm']]);

async function copyAssets(): Promise<string[]> {
  await mkdir(distFolder, { recursive: true });
  return Promise.all(
    [...copiedFiles].map(async ([from, to]) => {
      const target = join(distFolder, to);
      await copyFile(join(rootFolder, 'node_modules', from), target);
      return target;
    }),
  );
}

/** Removes what an earlier build left in `dist` and this one does not write. */
async function removeStale(written: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(distFolder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.has(path)) await rm(path, { force: true });
  }
}

function outputsOf(metafile: Metafile | undefined): string[] {
  return Object.keys(metafile?.outputs ?? {}).map((path) => join(rootFolder, path));
}

async function buildBundle(name: string, options: BuildOptions): Promise<string[]> {
  try {
    const result = await build(options);
    return outputsOf(result.metafile);
  } catch (error) {
    throw new Error(`The bundle "${name}" was not built.`, { cause: error });
  }
}

/** Builds everything once and returns the files that were written. */
async function buildOnce(production: boolean): Promise<string[]> {
  const bundles = [...listBundles({ production })];
  const results = await Promise.allSettled(bundles.map(([name, options]) => buildBundle(name, options)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map((error) => error.message).join('\n'));
  const written = [
    ...results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
    ...(await copyAssets()),
  ];
  await removeStale(new Set(written));
  await chmod(join(distFolder, 'conductor.cjs'), 0o755);
  return written;
}

async function watch(): Promise<void> {
  await copyAssets();
  for (const options of listBundles({ production: false }).values()) {
    const watched = await context({ ...options, logLevel: 'info' });
    await watched.watch();
  }
}

async function printSizes(files: readonly string[]): Promise<void> {
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`.padStart(12);
  const rows = await Promise.all(
    files.map(async (file) => {
      const { size } = await stat(file);
      return { file: relative(rootFolder, file), size, zipped: gzipSync(await readFile(file)).length };
    }),
  );
  console.log(`${'size'.padStart(12)}${'gzip'.padStart(12)}`);
  for (const { file, size, zipped } of rows.sort((a, b) => b.size - a.size)) {
    console.log(`${kilobytes(size)}${kilobytes(zipped)}  ${file}`);
  }
}

async function main(): Promise<number> {
  const { values: flags } = parseArgs({
    options: {
      dev: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      sizes: { type: 'boolean', default: false },
    },
  });
  if (flags.watch) {
    await watch();
    return 0;
  }
  const files = await buildOnce(!flags.dev);
  console.log(`Built ${files.length} files into dist.`);
  if (flags.sizes) await printSizes(files);
  return 0;
}

await runScript(main);
