import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { patterns } from './draft-regex.ts';

describe('the ready regular expressions', () => {
  for (const { name, source, flags, takes, leaves } of patterns) {
    it(`${name}: take and leave what they say`, () => {
      for (const text of takes) assert.match(text, new RegExp(source, flags));
      for (const text of leaves) assert.doesNotMatch(text, new RegExp(source, flags));
    });

    it(`${name}: are done at once with long texts`, () => {
      const startedMs = performance.now();
      for (const unit of ['a', '1', '.', ' ', '1.', 'a-', '+'])
        new RegExp(source, flags).test(`${unit.repeat(20_000)}!`);
      assert.ok(performance.now() - startedMs < 5_000);
    });
  }
});
