import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';
import { runKillRounds } from './kill-rounds.ts';

describe('a store whose writers are killed', () => {
  it('has every acknowledged transaction, whole, after 12 rounds of up to three writers', async function () {
    this.timeout(60_000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-kill-'));
    try {
      const result = await runKillRounds({ folder, rounds: 12, seed: 20_261_121, mostWriters: 3 });
      assert.ok(result.acknowledged > 100, `only ${result.acknowledged} transactions were acknowledged`);
      assert.deepEqual(
        { ...result, acknowledged: 0, notices: [] },
        {
          rounds: 12,
          acknowledged: 0,
          lost: 0,
          partial: 0,
          notices: [],
          complaints: [],
        },
      );
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
