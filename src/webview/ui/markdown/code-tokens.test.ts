import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toTokenClass } from './code-theme.ts';
import { joinTokens } from './code-tokens.ts';

describe('joinTokens', () => {
  it('makes one run of neighbours of one colour, white space included', () => {
    const tokens = [
      { className: 'k', text: 'const' },
      { className: '', text: ' ' },
      { className: 'k', text: 'async' },
      { className: '', text: ' a' },
      { className: '', text: ';' },
    ];
    assert.deepEqual(joinTokens(tokens), [['k', 'const async'], ' a;']);
  });

  it('loses no character', () => {
    assert.deepEqual(joinTokens([{ className: '', text: '  ' }]), ['  ']);
    assert.deepEqual(joinTokens([]), []);
  });
});

describe('toTokenClass', () => {
  it('names the class of a colour of the theme', () => {
    assert.equal(toTokenClass('var(--c-code-token-keyword)'), 'c-tok-keyword');
    assert.equal(toTokenClass('var(--c-code-foreground)'), '');
    assert.equal(toTokenClass(undefined), '');
  });
});
