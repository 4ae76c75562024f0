import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { renderPiece } from './render-piece.ts';

function toHtml(source: string, fileBefore: string | null = null): string {
  const { elements } = renderPiece(source, { components: {}, idPrefix: 'n-', imageWord: 'Image', fileBefore });
  return renderToStaticMarkup(createElement(Fragment, null, ...elements.map(({ element }) => element)));
}

describe('renderPiece', () => {
  it('shows raw HTML as text, in a line and as a block', () => {
    assert.equal(toHtml('a <b onclick="x()">b</b>'), '<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>');
    assert.equal(toHtml('<script>alert(1)</script>'), '<p class="c-md-raw">&lt;script&gt;alert(1)&lt;/script&gt;</p>');
    assert.match(toHtml('- <iframe src="x"></iframe>'), /<li>&lt;iframe src=/);
    assert.doesNotMatch(toHtml('> <img src=x onerror=alert(1)>'), /<img/);
  });

  it('fetches no picture: it becomes a link in its words', () => {
    assert.equal(
      toHtml('![a cat](https://example.com/cat.png "Cat")'),
      '<p><a class="c-md-image" href="https://example.com/cat.png" title="Cat">a cat</a></p>',
    );
    assert.match(toHtml('![](https://example.com/cat.png)'), />Image<\/a>/);
    assert.equal(
      toHtml('[![a cat](https://example.com/cat.png)](src/a.ts)'),
      '<p><a href="src/a.ts"><span class="c-md-image">a cat</span></a></p>',
    );
  });

  it('takes the address from a link that may lead nowhere', () => {
    assert.equal(
      toHtml('[a](javascript:alert(1)) [b](../b.ts) [c](data:text/html,x)'),
      '<p><a>a</a> <a>b</a> <a>c</a></p>',
    );
    assert.doesNotMatch(toHtml('![a](data:image/svg+xml,x)'), /data:/);
  });

  it('shows as written what is nested too deeply to parse', function () {
    this.timeout(30_000);
    const source = `${'> '.repeat(12_000)}a`;
    assert.equal(toHtml(source), `<p class="c-md-raw">${source.replaceAll('>', '&gt;')}</p>`);
  });

  it('tells a code block its language, its file, and whether it is open', () => {
    assert.match(toHtml('```ts\nlet a'), /data-language="ts" data-open="true"/);
    assert.match(toHtml('```ts\nlet a\n```'), /<code class="language-ts" data-language="ts">/);
    assert.match(toHtml('In [a.ts](src/a.ts#L4):\n```ts\nlet a\n```'), /data-file="src\/a.ts"/);
    assert.match(toHtml('### `src/a.ts`\n```ts\nlet a\n```'), /data-file="src\/a.ts"/);
    assert.match(toHtml('```ts\nlet a\n```', 'src/b.ts'), /data-file="src\/b.ts"/);
    assert.doesNotMatch(toHtml('Then run `a.ts` again.\n```ts\nlet a\n```'), /data-file/);
    assert.doesNotMatch(toHtml('> ```ts\n> let a\n> ```\n'), /data-open/);
    assert.match(toHtml('- a\n  ```ts\n  let a\n'), /data-open/);
  });
});
