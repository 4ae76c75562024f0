import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Gate } from './gate.ts';

function held(): { readonly until: Promise<void>; readonly letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { until: promise, letGo: () => resolve(undefined) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Gate', () => {
  it('lets readers in together and a writer alone, by turns', async () => {
    const gate = new Gate();
    const order: string[] = [];
    const [first, second, writing] = [held(), held(), held()];
    const enter = (name: string, until: Promise<void>) => async (): Promise<void> => {
      order.push(`${name} in`);
      await until;
      order.push(`${name} out`);
    };
    const all = [
      gate.shared(enter('r1', first.until)),
      gate.shared(enter('r2', second.until)),
      gate.exclusive(enter('w1', writing.until)),
      gate.shared(enter('r3', Promise.resolve())),
      gate.exclusive(enter('w2', Promise.resolve())),
    ];
    await turn();
    assert.deepEqual(order, ['r1 in', 'r2 in']);
    first.letGo();
    await turn();
    assert.equal(order.at(-1), 'r1 out');
    second.letGo();
    await turn();
    assert.deepEqual(order.slice(-2), ['r2 out', 'w1 in']);
    writing.letGo();
    await Promise.all(all);
    assert.deepEqual(order.slice(-5), ['w1 out', 'r3 in', 'r3 out', 'w2 in', 'w2 out']);
  });

  it('goes on after a failure', async () => {
    const gate = new Gate();
    await assert.rejects(gate.exclusive(() => Promise.reject(new Error('x'))));
    await assert.rejects(gate.shared(() => Promise.reject(new Error('x'))));
    assert.equal(await gate.exclusive(() => Promise.resolve(1)), 1);
    assert.equal(await gate.shared(() => Promise.resolve(2)), 2);
  });

  it('does not let a stream of readers keep a writer out', async () => {
    const gate = new Gate();
    const written = new AbortController();
    const readers = [1, 2].map(async () => {
      while (!written.signal.aborted) await gate.shared(turn);
    });
    await turn();
    await gate.exclusive(() => {
      written.abort();
      return Promise.resolve();
    });
    await Promise.all(readers);
  });
});
