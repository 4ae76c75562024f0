import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createIgnoreRules } from './ignore-rules.ts';

describe('createIgnoreRules', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  const rules = createIgnoreRules(
    '# comment\n\n*.log\n!keep.log\n/top.txt\nfolder/\ndocs/*.md\n**/deep/x\na?c\n[ab].txt\n\\#hash\n',
    '',
  );
  const verdicts: readonly (readonly [string, boolean, boolean | null])[] = [
    ['a.log', false, true],
    ['src/a.log', false, true],
    ['src/keep.log', false, false],
    ['top.txt', false, true],
    ['src/top.txt', false, null],
    ['folder', true, true],
    ['folder', false, null],
    ['docs/a.md', false, true],
    ['docs/b/a.md', false, null],
    ['a/b/deep/x', false, true],
    ['abc', false, true],
    ['a/c', false, null],
    ['b.txt', false, true],
    ['#hash', false, true],
    ['src/a.ts', false, null],
  ];
  for (const [path, isFolder, expected] of verdicts) {
    it(`${path}${isFolder ? '/' : ''}: ${String(expected)}`, () =>
      assert.equal(rules.verdict(path, isFolder), expected));
  }

  it('speaks only of its own folder', () => {
    const inner = createIgnoreRules('/a.ts\n', 'src/');
    assert.equal(inner.verdict('src/a.ts', false), true);
    assert.equal(inner.verdict('a.ts', false), null);
  });

  it('reads any text, in time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, path) => {
        createIgnoreRules(text, '').verdict(path, false);
      }),
    );
    const startedMs = performance.now();
    createIgnoreRules('*a'.repeat(100), '').verdict('a'.repeat(5_000), false);
    createIgnoreRules('**/a*a*a*a', '').verdict('a/'.repeat(500), false);
    assert.ok(performance.now() - startedMs < 5_000);
  });
});
