import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from './paths.ts';

/** The packages that the sample project would install: types only, taken from the clone's own. */
const samplePackages = ['@types/node', 'undici-types'];

/** Makes a copy of the sample project in `folder`, and gives back the copy's own folder, with nothing left to install. */
export async function copySample(folder: string): Promise<string> {
  const copy = join(folder, 'link-checker');
  await cp(join(rootFolder, 'sample'), copy, { recursive: true });
  for (const name of samplePackages) {
    const target = join(copy, 'node_modules', ...name.split('/'));
    await mkdir(target, { recursive: true });
    await cp(join(rootFolder, 'node_modules', ...name.split('/')), target, { recursive: true });
  }
  return copy;
}
