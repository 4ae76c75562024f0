import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where test runs leave logs and pictures. */
export const outputFolder = join(rootFolder, 'test', 'out');

/** Where this project keeps what is large and may be fetched again, outside of any clone. */
export function cacheFolder(): string {
  if (process.env['XDG_CACHE_HOME']) return join(process.env['XDG_CACHE_HOME'], 'conductor');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'conductor');
  if (process.platform === 'win32') {
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'conductor', 'cache');
  }
  return join(homedir(), '.cache', 'conductor');
}
