import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { until } from './until.ts';
import { listDescendants } from './process-list.ts';
import { killTree, nodeBinary, runCommand, spawnGroup } from './run-command.ts';

/** A process that starts another one, and both do nothing. */
const parentOfOne =
  'require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit" })';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('runCommand', () => {
  it('gives output and exit code, of stdout and stderr alike', async () => {
    const result = await runCommand(nodeBinary, [
      '-e',
      'console.log("out"); console.error("err"); process.exitCode = 5',
    ]);
    assert.equal(result.code, 5);
    assert.deepEqual(result.output.trim().split('\n').sort(), ['err', 'out']);
    assert.equal(result.timedOut, false);
  });

  it('says when there is no such program', async () => {
    const result = await runCommand('no-such-program', []);
    assert.equal(result.code, null);
    assert.match(result.output, /no-such-program/);
  });

  it('ends a command that takes too long, with what it started', async () => {
    const startedAt = performance.now();
    const result = await runCommand(nodeBinary, ['-e', parentOfOne], { timeoutMs: 500 });
    assert.equal(result.timedOut, true);
    assert.equal(result.code, null);
    assert.ok(performance.now() - startedAt < 5_000);
  });
});

describe('killTree', () => {
  it('ends a process and the ones it started', async () => {
    const parent = spawnGroup(nodeBinary, ['-e', parentOfOne], { stdio: 'ignore' });
    assert.ok(parent.pid !== undefined);
    const { pid } = parent;
    const [child] = await until('the child', async () => {
      const below = await listDescendants(pid);
      return below.length > 0 && below;
    });
    assert.ok(child !== undefined);
    assert.equal(child.parentPid, pid);
    killTree(pid);
    await until('both to end', () => Promise.resolve(!isAlive(pid) && !isAlive(child.pid)));
    // The system takes its time to clear away a process whose parent is gone.
  }).timeout(20_000);
});
