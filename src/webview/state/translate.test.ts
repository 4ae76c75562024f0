import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { setTranslations, t } from './translate.ts';
import { words } from './words.ts';

describe('words', () => {
  afterEach(() => setTranslations({}));

  it('stand in the person’s language where it is known, with their values', () => {
    assert.equal(t('{count} tokens', { count: '1,284' }), '1,284 tokens');
    setTranslations({ '{count} tokens': '{count} Tokens' });
    assert.equal(t('{count} tokens', { count: 3 }), '3 Tokens');
    assert.equal(t('Send'), 'Send');
  });

  it('leave alone what looks like a place for a value and has none', () => {
    assert.equal(t('Use {model}'), 'Use {model}');
  });

  it('are listed once each, and each is used', () => {
    assert.equal(new Set(words).size, words.length);
    const folder = join(import.meta.dirname, '..');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && !path.endsWith('words.ts'))
      .map((path) => readFileSync(join(folder, path), 'utf8'))
      .join('\n');
    for (const word of words) assert.ok(sources.includes(`'${word}'`), word);
  });
});
