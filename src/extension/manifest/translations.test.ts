import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { words } from '../../webview/state/words.ts';

type Texts = Readonly<Record<string, string>>;

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const readTexts = (file: string): Texts => JSON.parse(read(file)) as Texts;

/** Every text that the extension shows: the first argument of `l10n.t`. */
function extensionTexts(): string[] {
  const folder = path.join(root, 'src/extension');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const source = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const calls = source.match(/l10n\.t\(/g) ?? [];
  const texts = [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text ?? '');
  assert.equal(texts.length, calls.length, 'a text is not written out where it is used');
  return [...new Set(texts)];
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

function compare(translated: Texts, wanted: readonly string[], original: (key: string) => string): void {
  assert.deepEqual(Object.keys(translated).sort(), [...wanted].sort());
  for (const [key, text] of Object.entries(translated)) {
    assert.deepEqual(placeholders(text), placeholders(original(key)), key);
    assert.notEqual(text.trim(), '', key);
  }
}

describe('translations', () => {
  it('hold every text of the extension and of the webview, and nothing else', () => {
    const bundles = readdirSync(path.join(root, 'l10n')).filter((file) => /^bundle\.l10n\..+\.json$/.test(file));
    assert.ok(bundles.includes('bundle.l10n.de.json'));
    const wanted = [...new Set([...extensionTexts(), ...words])];
    for (const bundle of bundles) compare(readTexts(`l10n/${bundle}`), wanted, (key) => key);
  });

  it('hold every text of the manifest, and nothing else', () => {
    const english = readTexts('package.nls.json');
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
    const translations = readdirSync(root).filter((file) => /^package\.nls\..+\.json$/.test(file));
    assert.ok(translations.includes('package.nls.de.json'));
    for (const file of translations) compare(readTexts(file), Object.keys(english), (key) => english[key] ?? '');
  });

  it('lead to the same commands', () => {
    const links = (text: string): string[] =>
      [...text.matchAll(/\]\((command:[^)]+)\)/g)].map(([, link]) => link ?? '');
    const english = readTexts('package.nls.json');
    const german = readTexts('package.nls.de.json');
    for (const [key, text] of Object.entries(english)) assert.deepEqual(links(german[key] ?? ''), links(text), key);
  });
});
