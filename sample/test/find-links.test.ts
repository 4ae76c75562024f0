import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLinks } from '../src/find-links.ts';

test('finds links with their lines', () => {
  const links = findLinks('# Title\n\n- [One](http://a.test/1) and [two](https://b.test/2)\n- [three](http://c.test)');
  assert.deepEqual(links, [
    { text: 'One', url: 'http://a.test/1', line: 3 },
    { text: 'two', url: 'https://b.test/2', line: 3 },
    { text: 'three', url: 'http://c.test', line: 4 },
  ]);
});

test('ignores what is no link', () => {
  assert.deepEqual(findLinks('[note]: nothing (http://d.test)'), []);
});
