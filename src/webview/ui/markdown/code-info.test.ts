import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { looksLikeFile, parseCodeInfo, withFileBefore } from './code-info.ts';

describe('parseCodeInfo', () => {
  const rows: [info: string, language: string | null, file: string | null][] = [
    ['', null, null],
    ['ts', 'ts', null],
    ['TypeScript', 'typescript', null],
    ['ts src/a.ts', 'ts', 'src/a.ts'],
    ['ts title="src/a file.ts"', 'ts', 'src/a file.ts'],
    ["js filename='a.js'", 'js', 'a.js'],
    ['py file=a.py highlight', 'py', 'a.py'],
    ['ts:src/a.ts', 'ts', 'src/a.ts'],
    ['src/a.ts', 'typescript', 'src/a.ts'],
    ['12:20:src/a.py', 'python', 'src/a.py'],
    ['Dockerfile', 'dockerfile', null],
    ['{.python}', 'python', null],
    ['c++', 'c++', null],
    ['objective-c', 'objective-c', null],
    ['ts {1,3}', 'ts', null],
  ];
  for (const [info, language, file] of rows) {
    it(`reads \`${info}\``, () => {
      const [lang = '', ...meta] = info.split(' ');
      assert.deepEqual(parseCodeInfo(lang || null, meta.join(' ') || null), { language, file });
    });
  }
});

describe('looksLikeFile', () => {
  it('knows names of files from other words', () => {
    for (const text of ['a.ts', 'src/a.ts', 'package.json', './a/b.unknown', 'docker/Dockerfile'])
      assert.ok(looksLikeFile(text), text);
    for (const text of ['ts', '1.5', 'v2.0.1', 'Math.min', 'a b.ts', 'and/or', 'https://a.ts'])
      assert.ok(!looksLikeFile(text), text);
  });
});

describe('withFileBefore', () => {
  it('takes the file that the words before named, where the languages agree', () => {
    assert.deepEqual(withFileBefore({ language: 'ts', file: null }, 'src/a.ts'), { language: 'ts', file: 'src/a.ts' });
    assert.deepEqual(withFileBefore({ language: null, file: null }, 'src/a.ts'), {
      language: 'typescript',
      file: 'src/a.ts',
    });
  });

  it('leaves a block of another language alone, and one that names its own file', () => {
    assert.deepEqual(withFileBefore({ language: 'sh', file: null }, 'src/a.ts'), { language: 'sh', file: null });
    assert.deepEqual(withFileBefore({ language: 'ts', file: 'b.ts' }, 'a.ts'), { language: 'ts', file: 'b.ts' });
  });
});
