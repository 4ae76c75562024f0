import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createElement, Fragment, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createMarkdownBlocks, type BlockGroups } from './markdown-blocks.ts';
import { renderPiece } from './render-piece.ts';

const options = { components: {}, idPrefix: 'note-', imageWord: 'Image' };

const sampleAnswers = [
  [
    '# Why it hangs',
    '',
    'The loop sleeps with `await delay(ms)`, see [retry.ts](src/retry.ts#L52):',
    '```ts',
    'const waitMs = Math.min(1, 2);',
    '',
    '``',
    'await sleep(waitMs);',
    '```',
    '1. First',
    '2. Second',
    '',
    '   ```sh',
    '   npm test',
    '   ```',
    '',
    '   - nested, **bold** and ~~gone~~',
    '- [x] done',
    '- [ ] to do',
    '',
    '| Name | Count |',
    '| :--- | ----: |',
    '| a    | 1     |',
    '',
    '> Quoted',
    '> over two lines',
    'lazily',
    '',
    '![a picture](https://example.com/a.png) and <b>html</b>',
    '',
    '<details>',
    '<summary>More</summary>',
    '',
    'Inside.',
    '',
    '</details>',
    '',
    'Setext',
    '======',
    '',
    '    indented',
    '',
    '    code',
    '',
    'End. https://example.com/a_b?c=d.',
  ].join('\n'),
  '````md\n```ts\nlet a;\n```\n````\n\nAfter\n~~~\ntilde\n```\n~~~\nSee `src/b.py`:\n\n```\nprint(1)\n ```\n',
  'Windows\r\n\r\nline ends\r\n```js\r\nlet a\r\n```\r\n\r\nEnd',
];

function toHtml(elements: readonly ReactElement[]): string {
  return elements.map((element) => renderToStaticMarkup(createElement(Fragment, null, element))).join('\n');
}

function wholeHtml(text: string): string {
  return toHtml(renderPiece(text, { ...options, fileBefore: null }).elements.map(({ element }) => element));
}

const groupsHtml = (groups: BlockGroups): string => toHtml(groups.flat().map(({ element }) => element));

/** Feeds a document in pieces that end at `stops`, and compares at each with the document parsed as a whole. */
function assertSameAt(document: string, stops: Iterable<number>): void {
  const blocks = createMarkdownBlocks(options);
  for (const stop of stops) {
    const prefix = document.slice(0, stop);
    assert.equal(groupsHtml(blocks.update(prefix)), wholeHtml(prefix), `differs at ${JSON.stringify(prefix)}`);
  }
}

function everyPrefix(document: string): number[] {
  return Array.from({ length: document.length + 1 }, (_, length) => length);
}

/** The examples of a specification: what stands before the line with a single dot. */
function readExamples(name: string): readonly string[] {
  const folder = process.env['CONDUCTOR_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
  const path = join(folder, 'markdown', name);
  if (!existsSync(path)) return [];
  const examples = readFileSync(path, 'utf8').matchAll(/^`{32} example[^\n]*\n([\s\S]*?)^\.\n[\s\S]*?^`{32}$/gm);
  return [...examples].map(([, markdown]) => (markdown ?? '').replaceAll('→', '\t'));
}

describe('createMarkdownBlocks', () => {
  it('draws every prefix of every sample as a whole parse does', function () {
    this.timeout(120_000);
    for (const sample of sampleAnswers) assertSameAt(sample, everyPrefix(sample));
  });

  const examples = [...new Set(['commonmark-spec.txt', 'gfm-spec.txt'].flatMap(readExamples))];
  if (examples.length > 0) {
    it('draws every prefix of the examples of the specifications as a whole parse does', function () {
      this.timeout(300_000);
      for (const example of examples) assertSameAt(example, everyPrefix(example));
    });

    it('draws the examples one after the other, cut anywhere, as a whole parse does', function () {
      this.timeout(300_000);
      const withoutDefinitions = examples.filter((example) => !example.includes(']:'));
      const documents = fc.array(fc.constantFrom(...withoutDefinitions), { minLength: 2, maxLength: 8 });
      const separators = fc.constantFrom('', '\n', '\n\n');
      const steps = fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 4, maxLength: 40 });
      fc.assert(
        fc.property(documents, separators, steps, (parts, separator, sizes) => {
          const document = parts.join(separator);
          const stops: number[] = [];
          for (let at = 0, index = 0; at < document.length; index += 1) {
            at += sizes[index % sizes.length] ?? 1;
            stops.push(Math.min(at, document.length));
          }
          assertSameAt(document, stops);
        }),
        { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
      );
    });
  }

  it('draws any mixture of Markdown’s signs as a whole parse does', function () {
    this.timeout(120_000);
    const signs = [
      '# ',
      '> ',
      '- ',
      '1. ',
      '  ',
      '    ',
      '\t',
      '```',
      '```ts',
      '~~~',
      '---',
      '===',
      '| a | b |',
      '|-|-|',
    ];
    const words = [
      'word',
      '**b**',
      '`c`',
      '<div>',
      '</div>',
      '<!--',
      '-->',
      '[a](b.ts)',
      '[x]: /y',
      '[^1]',
      '[^1]: n',
      '\\',
      '&amp;',
    ];
    const pieces = fc.constantFrom(
      ...signs,
      ...words,
      '\n',
      '\n',
      '\n',
      '\n\n',
      '\r\n',
      '\r',
      '\0',
      '\ufeff',
      ' ',
      '*',
      '_',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 40 }), (parts) => {
        const stops = parts.map((_, index) => parts.slice(0, index + 1).join('').length);
        assertSameAt(parts.join(''), stops);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 600) },
    );
  });

  it('keeps what is final: the same elements, however much follows', () => {
    const blocks = createMarkdownBlocks(options);
    const start = '# One\n\nTwo.\n\n- three\n\nFour.\n\nFive.\n';
    const before = blocks.update(start).flat();
    const after = blocks.update(`${start}And more.\n\nSix.`).flat();
    assert.deepEqual(
      after.slice(0, 4).map(({ element }, index) => element === before[index]?.element),
      [true, true, true, true],
    );
    assert.deepEqual(
      after.map(({ key }) => key),
      [0, 7, 13, 22, 29, 46],
    );
  });

  it('keeps the identity of full groups', () => {
    const blocks = createMarkdownBlocks(options);
    const paragraphs = Array.from({ length: 70 }, (_, index) => `Paragraph ${index}.`).join('\n\n');
    const before = blocks.update(paragraphs);
    const after = blocks.update(`${paragraphs} More.`);
    assert.equal(after.length, 3);
    assert.equal(after[0], before[0]);
    assert.equal(after[1], before[1]);
    assert.notEqual(after[2], before[2]);
  });

  it('starts again when the text is another', () => {
    const blocks = createMarkdownBlocks(options);
    blocks.update('# One\n\nTwo.\n\nThree.\n\nFour.');
    assert.equal(groupsHtml(blocks.update('Another.\n\n```ts\nlet a')), wholeHtml('Another.\n\n```ts\nlet a'));
  });

  it('parses a text with definitions as a whole, and links what stood before them', () => {
    const blocks = createMarkdownBlocks(options);
    const text = 'See [the docs] and a note[^1].\n\nMore.\n\nEven more.\n\n';
    assert.doesNotMatch(groupsHtml(blocks.update(text)), /<a /);
    const html = groupsHtml(blocks.update(`${text}[the docs]: https://example.com/\n[^1]: The note.\n`));
    assert.match(html, /<a href="https:\/\/example.com\/">the docs<\/a>/);
    assert.match(html, /href="#note-fn-1"/);
  });
});
