import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readAhead } from './read-ahead.ts';

describe('readAhead', () => {
  it('keeps the order and reads only so far ahead', async () => {
    const begun: number[] = [];
    const got: number[] = [];
    const items = Array.from({ length: 20 }, (_, index) => index);
    const read = async (item: number): Promise<number> => {
      begun.push(item);
      for (let turn = 0; turn < (item * 7) % 5; turn += 1) await Promise.resolve();
      return item;
    };
    for await (const item of readAhead(items, read, 4)) {
      got.push(item);
      assert.ok(begun.length <= got.length + 3);
    }
    assert.deepEqual(got, items);
  });

  it('passes a failure on where its turn is, and begins nothing after a reader left', async () => {
    const begun: number[] = [];
    const read = (item: number): Promise<number> => {
      begun.push(item);
      return item === 2 ? Promise.reject(new TypeError('gone')) : Promise.resolve(item);
    };
    const got: number[] = [];
    await assert.rejects(async () => {
      for await (const item of readAhead([0, 1, 2, 3, 4, 5, 6], read, 3)) got.push(item);
    }, /gone/);
    assert.deepEqual(got, [0, 1]);
    assert.ok(!begun.includes(6));
  });
});
