import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matchFiles } from './match-files.ts';

const paths = ['src/main.ts', 'src/retry-delay.ts', 'test/main.test.ts', 'docs/retry.md', 'src/deep/mainframe.ts'];

describe('matching files', () => {
  it('gives the beginning of all of them when nothing is typed', () => {
    assert.deepEqual(matchFiles(paths, ' ', 2), paths.slice(0, 2));
  });

  it('puts a whole name first, and the shorter path before the longer one', () => {
    assert.deepEqual(matchFiles(paths, 'main.ts', 9), ['src/main.ts', 'test/main.test.ts', 'src/deep/mainframe.ts']);
    assert.equal(matchFiles(paths, 'rdts', 9)[0], 'src/retry-delay.ts');
  });

  it('takes either slash, and finds nothing where nothing fits', () => {
    assert.deepEqual(matchFiles(paths, 'DEEP\\main', 9), ['src/deep/mainframe.ts']);
    assert.deepEqual(matchFiles(paths, 'zzz', 9), []);
  });
});
