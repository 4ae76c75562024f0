import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findMention, withoutMention } from './mention.ts';

describe('an @ in the composer', () => {
  it('begins a mention at the start, behind a space and behind a bracket', () => {
    assert.deepEqual(findMention('@', 1), { start: 0, end: 1, query: '' });
    assert.deepEqual(findMention('see @ret', 8), { start: 4, end: 8, query: 'ret' });
    assert.deepEqual(findMention('(@a', 3), { start: 1, end: 3, query: 'a' });
    assert.deepEqual(findMention('see @src/re and', 11), { start: 4, end: 11, query: 'src/re' });
  });

  it('is none inside a word, and none once it was followed by a space', () => {
    assert.equal(findMention('me@example', 10), null);
    assert.equal(findMention('@a b', 4), null);
    assert.equal(findMention('plain', 5), null);
  });

  it('is taken out of the words when its file was chosen', () => {
    const text = 'see @ret now';
    const mention = findMention(text, 8);
    assert.ok(mention);
    assert.equal(withoutMention(text, mention), 'see  now');
  });
});
