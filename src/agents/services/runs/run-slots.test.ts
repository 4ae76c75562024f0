import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RunSlots } from './run-slots.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const signal = (): AbortSignal => new AbortController().signal;

describe('RunSlots', () => {
  it('lets so many go, and the next in the order they came', async () => {
    const slots = new RunSlots();
    const order: number[] = [];
    const one = await slots.take(() => Promise.resolve(1), signal());
    for (const name of [2, 3]) {
      void slots
        .take(() => Promise.resolve(1), signal())
        .then((giveBack) => {
          order.push(name);
          setImmediate(giveBack);
        });
    }
    await settle();
    assert.deepEqual(order, []);
    one();
    one();
    for (let turn = 0; turn < 10; turn += 1) await settle();
    assert.deepEqual(order, [2, 3]);
  });

  it('lets go of who does not want to wait any more, without losing the place of others', async () => {
    const slots = new RunSlots();
    const giveBack = await slots.take(() => Promise.resolve(1), signal());
    const stop = new AbortController();
    const impatient = slots.take(() => Promise.resolve(1), stop.signal);
    const patient = slots.take(() => Promise.resolve(1), signal());
    await settle();
    stop.abort();
    await assert.rejects(impatient);
    giveBack();
    (await patient)();
  });
});
