import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parsePlace } from './editor-actions.ts';

describe('a link in an answer', () => {
  const rows: readonly [href: string, place: ReturnType<typeof parsePlace>][] = [
    ['src/retry.ts', { path: 'src/retry.ts', line: null }],
    ['src/retry.ts:52', { path: 'src/retry.ts', line: 52 }],
    ['src/retry.ts:52:7', { path: 'src/retry.ts', line: 52 }],
    ['src/retry.ts#L52', { path: 'src/retry.ts', line: 52 }],
    ['src/retry.ts#L52-L60', { path: 'src/retry.ts', line: 52 }],
    ['retry.ts:52-60', { path: 'retry.ts', line: 52 }],
    ['src/my%20file.ts:3', { path: 'src/my file.ts', line: 3 }],
    ['src/100%.ts', { path: 'src/100%.ts', line: null }],
    ['file:///project/a.ts', { path: 'file:///project/a.ts', line: null }],
    ['https://example.com/a.ts:52', null],
    ['mailto:someone@example.com', null],
    ['#heading', null],
  ];
  for (const [href, place] of rows) {
    it(`${href} ${place === null ? 'leads out' : `is ${place.path}${place.line === null ? '' : `, line ${place.line}`}`}`, () => {
      assert.deepEqual(parsePlace(href), place);
    });
  }
});
