import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createIgnoreCheck, parseIgnoreFile } from './ignore-rules.ts';

function ignoredOf(paths: readonly string[], ...files: [folder: string, text: string][]): string[] {
  const isIgnored = createIgnoreCheck(files.map(([folder, text]) => parseIgnoreFile(folder, text)));
  return paths.filter(isIgnored);
}

describe('ignore rules', () => {
  it('match a name in any folder, and all below a folder', () => {
    const paths = ['a.log', 'src/a.log', 'src/a.ts', 'node_modules/x/index.js', 'src/node_modules/y.js', 'dist'];
    assert.deepEqual(ignoredOf(paths, ['', '# comment\n\n*.log\nnode_modules/\ndist/\n']), [
      'a.log',
      'src/a.log',
      'node_modules/x/index.js',
      'src/node_modules/y.js',
    ]);
  });

  it('anchor a pattern that holds a slash', () => {
    const paths = ['build/a', 'src/build/a', 'docs/a/b.md', 'x/docs/a/b.md'];
    assert.deepEqual(ignoredOf(paths, ['', '/build\ndocs/**/b.md']), ['build/a', 'docs/a/b.md']);
  });

  it('let a later exception win, but not below an ignored folder', () => {
    const paths = ['a.txt', 'keep.txt', 'out/keep.txt'];
    assert.deepEqual(ignoredOf(paths, ['', '*.txt\n!keep.txt\nout/']), ['a.txt', 'out/keep.txt']);
  });

  it('hold below their own folder only, and the deeper file wins', () => {
    const paths = ['a.gen', 'sub/a.gen', 'sub/b.txt', 'b.txt'];
    assert.deepEqual(ignoredOf(paths, ['sub', '!*.gen\n*.txt'], ['', '*.gen']), ['a.gen', 'sub/b.txt']);
  });

  it('know ranges, question marks and escaped signs, and pass over what is no pattern', () => {
    const paths = ['a1', 'ab', '#x', '!y', 'z'];
    assert.deepEqual(ignoredOf(paths, ['', 'a[0-9]\n\\#x\n\\!y\n[z-a]']), ['a1', '#x', '!y']);
    assert.deepEqual(ignoredOf(paths, ['', '?']), ['z']);
  });
});
