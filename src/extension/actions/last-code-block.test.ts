import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lastCodeBlock } from './last-code-block.ts';

describe('the last code of an answer', () => {
  it('is the last block that is closed', () => {
    assert.equal(lastCodeBlock('a\n```ts\none();\n```\nb\n~~~\ntwo();\n\n~~~\n```js\nopen'), 'two();\n');
  });

  it('may hold a shorter fence', () => {
    assert.equal(lastCodeBlock('````md\n```ts\nx\n```\n````'), '```ts\nx\n```');
  });

  it('is none in plain words', () => {
    assert.equal(lastCodeBlock('Just `words`.'), null);
  });
});
