import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { doubtKey } from './check-key.ts';

describe('a look at a key', () => {
  it('is certain of what cannot be one', () => {
    assert.equal(doubtKey('anthropic', '   '), 'empty');
    assert.equal(doubtKey('compatible', 'two words'), 'spaces');
  });

  it('only wonders at an unusual shape', () => {
    assert.equal(doubtKey('anthropic', 'sk-ant-0123456789'), null);
    assert.equal(doubtKey('anthropic', ' sk-ant-0123456789\n'), null);
    assert.equal(doubtKey('anthropic', 'my-proxy-key'), 'unusual');
    assert.equal(doubtKey('openai', 'sk-proj-0123456789'), null);
    assert.equal(doubtKey('compatible', 'x'), null);
  });
});
