import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FileCache } from './file-index.ts';

const noPause = (): Promise<void> => Promise.resolve();
const text = (seed: number): string =>
  Array.from({ length: 200 }, (_, index) => `const name${seed}x${index} = call${index}(${seed});`).join('\n');

describe('FileCache', () => {
  it('reads a file again only when its content changed', async () => {
    const cache = new FileCache({ mostEntries: 100_000, mostTerms: 100_000 });
    const first = await cache.read('a.ts', 'export const a = 1;', noPause);
    assert.equal(await cache.read('a.ts', 'export const a = 1;', noPause), first);
    const second = await cache.read('a.ts', 'export const b = 1;', noPause);
    assert.equal(second?.symbols[0]?.name, 'b');
    assert.equal(cache.size, 1);
  });

  it('stays within its bounds', async () => {
    const cache = new FileCache({ mostEntries: 5_000, mostTerms: 1_000_000 });
    for (let seed = 0; seed < 40; seed += 1) await cache.read(`${seed}.ts`, text(seed), noPause);
    assert.ok(cache.entryCount <= 5_000, String(cache.entryCount));
    assert.ok(cache.size > 0 && cache.size < 40);
  });

  it('forgets its words between questions, never during one', async () => {
    const cache = new FileCache({ mostEntries: 1_000_000, mostTerms: 100 });
    const done = cache.use();
    await cache.read('a.ts', text(1), noPause);
    const number = cache.termNumber('name1x0');
    const doneToo = cache.use();
    assert.equal(cache.termNumber('name1x0'), number);
    done();
    doneToo();
    cache.use()();
    assert.equal(cache.termNumber('name1x0'), undefined);
    assert.equal(cache.size, 0);
  });

  it('leaves out what people did not write', async () => {
    const cache = new FileCache({ mostEntries: 1_000, mostTerms: 1_000 });
    assert.equal(await cache.read('a.min.js', 'a();'.repeat(2_000), noPause), null);
    assert.equal(await cache.read('a.bin', '\u0000\u0001', noPause), null);
  });
});
