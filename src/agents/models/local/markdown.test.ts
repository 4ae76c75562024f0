import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fenced, fileLink, inline, listWords, placeLink, plainWords, quoteLines } from './markdown.ts';
import { createSource } from './source/source.ts';

describe('fenced', () => {
  it('cannot be closed by what it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('`', '```', '````', '\n', 'a', ' ')).map((parts) => parts.join('')),
        (text) => {
          const lines = fenced(text, 'ts').split('\n');
          const fence = /^`+/.exec(lines[0] ?? '')?.[0] ?? '';
          assert.ok(fence.length >= 3);
          assert.equal(lines.at(-1), fence);
          for (const line of lines.slice(1, -1)) assert.ok(!line.includes(fence));
        },
      ),
    );
  });
});

describe('inline', () => {
  it('holds backticks and stays on one line', () => {
    assert.equal(inline('a `b`'), '`` a `b` ``');
    assert.equal(inline('a\n  b'), '`a b`');
    assert.equal(inline('x'.repeat(100), 10), `\`${'x'.repeat(9)}…\``);
    assert.equal(inline(''), '` `');
  });
});

describe('links', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  it('have the form that the chat opens at the line', () => {
    assert.equal(placeLink('src/retry.ts', 41, 68), '[src/retry.ts:41-68](src/retry.ts#L41)');
    assert.equal(placeLink('src/retry.ts', 41), '[src/retry.ts:41](src/retry.ts#L41)');
  });

  it('cannot become another kind of address or end early', () => {
    assert.equal(fileLink('javascript:alert(1)'), '[javascript:alert(1)](javascript%3Aalert%281%29)');
    assert.equal(fileLink('a](http://x) b.ts'), '[a\\](http://x) b.ts](a%5D%28http%3A//x%29%20b.ts)');
    assert.equal(fileLink('__init__.py'), '[\\_\\_init\\_\\_.py](__init__.py)');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const target = /\]\(([^()\s]*)\)$/.exec(placeLink(path, 1))?.[1];
        assert.ok(target?.endsWith('#L1') === true);
        assert.ok(!/^[a-z][a-z0-9+.-]*:/i.test(target));
      }),
    );
  });
});

describe('plainWords', () => {
  it('takes the power from words of a file', () => {
    assert.equal(plainWords('![x](http://a) <b> *c*\nd'), '!\\[x\\](http://a) \\<b\\> \\*c\\* d');
  });
});

describe('quoteLines', () => {
  it('cuts what is long and says so', () => {
    const source = createSource({
      path: 'a.ts',
      text: Array.from({ length: 50 }, (_, index) => `line${index + 1}();`).join('\n'),
    });
    const quoted = quoteLines(source, 1, 50, 10);
    assert.match(quoted, /^\[a\.ts:1-10\]\(a\.ts#L1\)\n\n```typescript\nline1\(\);/);
    assert.match(quoted, /…and 40 more lines, up to line 50\.$/);
  });

  it('cuts long lines and leaves blank ones at the edge out', () => {
    const source = createSource({ path: 'a.ts', text: `\n\n${'x'.repeat(1_000)}\n\n` });
    const quoted = quoteLines(source, 1, 4);
    assert.ok(quoted.startsWith('[a.ts:3](a.ts#L3)'));
    assert.ok(quoted.length < 400);
  });
});

describe('listWords', () => {
  it('reads like a sentence', () => {
    assert.equal(listWords([]), '');
    assert.equal(listWords(['a']), 'a');
    assert.equal(listWords(['a', 'b', 'c']), 'a, b and c');
    assert.equal(listWords(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more');
  });
});
