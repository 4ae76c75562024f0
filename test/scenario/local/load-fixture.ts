import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'fixture');

/**
 * The fixture workspace by path. Its files end in `.txt` on disk, so that no compiler, linter or test runner of this
 * repository takes them for its own.
 */
export function loadFixture(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  const entries = names.map((name) => [
    name.slice(0, -'.txt'.length).split(path.sep).join('/'),
    readFileSync(path.join(folder, name), 'utf8'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
