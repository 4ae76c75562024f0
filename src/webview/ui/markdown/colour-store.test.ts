import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createColourStore } from './colour-store.ts';

describe('createColourStore', () => {
  it('lets go of what was not asked for the longest', () => {
    const store = createColourStore(24);
    store.set('ts', 'aaaaaaaa', [['a']]);
    store.set('ts', 'bbbbbbbb', [['b']]);
    store.get('ts', 'aaaaaaaa');
    store.set('ts', 'cccccccc', [['c']]);
    assert.deepEqual(store.get('ts', 'aaaaaaaa'), [['a']]);
    assert.equal(store.get('ts', 'bbbbbbbb'), undefined);
    assert.deepEqual(store.get('ts', 'cccccccc'), [['c']]);
  });

  it('tells languages apart, and does not keep what is larger than all it may keep', () => {
    const store = createColourStore(24);
    store.set('ts', 'a', [['a']]);
    assert.equal(store.get('js', 'a'), undefined);
    store.set('ts', 'x'.repeat(100), [['x']]);
    assert.equal(store.get('ts', 'x'.repeat(100)), undefined);
    assert.deepEqual(store.get('ts', 'a'), [['a']]);
  });
});
