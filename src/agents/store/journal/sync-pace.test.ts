import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { nodeFs } from '../files/node-fs.ts';
import { SyncPace } from './sync-pace.ts';

describe('SyncPace', () => {
  it('syncs in place once the disk has proved fast, and goes back after one slow sync', async () => {
    const calls: string[] = [];
    let blockMs = 0;
    const fs = {
      ...nodeFs,
      sync: () => {
        calls.push('pool');
        return Promise.resolve();
      },
      syncNow: () => {
        calls.push('in place');
        const endMs = performance.now() + blockMs;
        while (performance.now() < endMs);
      },
    };
    const pace = new SyncPace();
    for (let count = 0; count < 40; count += 1) await pace.sync(fs, 1);
    assert.equal(calls[0], 'pool');
    assert.equal(calls.at(-1), 'in place');
    blockMs = 15;
    await pace.sync(fs, 1);
    blockMs = 0;
    calls.length = 0;
    for (let count = 0; count < 50; count += 1) await pace.sync(fs, 1);
    assert.ok(!calls.includes('in place'));
  });

  it('never keeps the process waiting for a slow disk', async () => {
    let inPlace = 0;
    const fs = { ...nodeFs, sync: () => sleep(3, undefined), syncNow: () => void (inPlace += 1) };
    const pace = new SyncPace();
    for (let count = 0; count < 20; count += 1) await pace.sync(fs, 1);
    assert.equal(inPlace, 0);
  });
});
