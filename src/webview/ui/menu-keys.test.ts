import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { moveInMenu } from './menu-keys.ts';

const labels = ['Pin', 'Rename', 'Export', 'Delete', 'Ändern'];
const move = (key: string, index = 0) => moveInMenu({ key, index, labels });

describe('moveInMenu', () => {
  it('goes round with the arrows, and to both ends', () => {
    assert.deepEqual(move('ArrowDown', 4), { kind: 'focus', index: 0 });
    assert.deepEqual(move('ArrowUp', 0), { kind: 'focus', index: 4 });
    assert.deepEqual(move('Home', 3), { kind: 'focus', index: 0 });
    assert.deepEqual(move('End', 0), { kind: 'focus', index: 4 });
  });

  it('goes down to the first item while nothing has the focus', () => {
    assert.deepEqual(move('ArrowDown', -1), { kind: 'focus', index: 0 });
  });

  it('finds the next item that starts with a letter', () => {
    assert.deepEqual(move('d'), { kind: 'focus', index: 3 });
    assert.deepEqual(move('ä'), { kind: 'focus', index: 4 });
    assert.equal(move('z'), null);
  });

  it('closes on Escape, lets Tab go on, and leaves Enter and Space to the button', () => {
    assert.deepEqual(move('Escape'), { kind: 'close' });
    assert.deepEqual(move('Tab'), { kind: 'leave' });
    assert.equal(move('Enter'), null);
    assert.equal(move(' '), null);
  });
});
