import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Change } from '../../src/agents/protocol/events.ts';
import { openJournalStore } from '../contract/store/stores.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'neighbour-process.ts');

describe('two processes on one store', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-neighbours-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('write at the same time, see each other’s rows, are told of them, and overwrite nothing', async function () {
    this.timeout(30_000);
    const store = await openJournalStore(folder);
    const told: Change[] = [];
    store.onChange((changes, foreign) => {
      if (foreign) told.push(...changes);
    });
    const ended = new AbortController();
    const outputs = Promise.all(['a', 'b'].map((name) => run(process.execPath, [script, folder, name, '120']))).finally(
      () => {
        ended.abort();
      },
    );
    let written = 0;
    while (!ended.signal.aborted) {
      const number = written;
      await store.write(async (writer) => {
        await writer.setSetting(`own_${number}`, number);
        await writer.setSetting('shared', (((await writer.getSetting('shared')) as number | undefined) ?? 0) + 1);
      });
      written += 1;
      await sleep(4);
    }
    for (const { stdout } of await outputs) {
      assert.ok((JSON.parse(stdout) as { foreign: number }).foreign > 0, 'a neighbour was told nothing');
    }
    await store.read(async (reader) => {
      assert.equal(await reader.getSetting('shared'), 240 + written);
      for (const [name, count] of Object.entries({ own: written, a: 120, b: 120 })) {
        for (let number = 0; number < count; number += 1) {
          assert.equal(await reader.getSetting(`${name}_${number}`), number);
        }
      }
    });
    assert.ok(told.some((change) => change.area === 'settings'));
    await store.close();
  });

  it('tell an idle one of a commit without being asked, soon', async function () {
    this.timeout(10_000);
    const store = await openJournalStore(folder);
    const told = Promise.withResolvers<readonly Change[]>();
    store.onChange((changes, foreign) => {
      if (foreign) told.resolve(changes);
    });
    await run(process.execPath, [script, folder, 'a', '1']);
    const changes = await Promise.race([told.promise, sleep(3_000, null)]);
    assert.deepEqual(changes, [{ area: 'settings', conversationId: null }]);
    await store.close();
  });
});
