import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createMemoryLog } from '../../../test/support/memory-log.ts';
import { createSystemClock } from '../host/system-clock.ts';
import { createAccessGate } from './access-gate.ts';
import { AuditLog } from './audit-log.ts';

describe('the access gate', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'conductor-audit-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (): ReturnType<typeof createAccessGate> =>
    createAccessGate(new AuditLog({ folder, clock: createSystemClock(), log: createMemoryLog() }));

  it('grants the local person everything and writes each decision down', async () => {
    const gate = open();
    const principal = { userId: 'local', role: 'admin' } as const;
    for (const action of ['read', 'write', 'execute', 'delete'] as const) {
      const decision = await gate.check({ principal, action, resourceType: 'messages', resourceId: 'm_1' });
      assert.equal(decision.granted, true);
    }
    const lines = (await readFile(path.join(folder, 'access.jsonl'), 'utf8')).trim().split('\n');
    assert.equal(lines.length, 4);
    assert.match(lines[3] ?? '', /"action":"delete"/);
  });

  it('refuses a guest who wants to change something, and writes that down too', async () => {
    const gate = open();
    const decision = await gate.check({
      principal: { userId: 'g', role: 'guest' },
      action: 'write',
      resourceType: 'conversations',
      resourceId: null,
    });
    assert.equal(decision.granted, false);
    assert.match(await readFile(path.join(folder, 'access.jsonl'), 'utf8'), /"wasGranted":false/);
  });

  it('sets a full file aside and goes on', async () => {
    await writeFile(path.join(folder, 'access.jsonl'), 'x'.repeat(17 * 1024 * 1024));
    const principal = { userId: 'local', role: 'admin' } as const;
    await open().check({ principal, action: 'read', resourceType: 'messages', resourceId: null });
    assert.equal((await readdir(folder)).length, 2);
  });
});
