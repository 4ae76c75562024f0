import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { rootFolder } from './support/paths.ts';
import { nodeBinary, runCommand, type CommandResult } from './support/run-command.ts';

const lock = {
  packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } },
};

/** Stands in for npm: notes that it was called, and installs what it is told to. */
const fakeNpm = `
const { appendFileSync, mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
appendFileSync('npm-calls.txt', process.argv.slice(2).join(' ') + '\\n');
if (process.env.FAKE_NPM_FAILS) process.exit(7);
const binary = process.platform === 'win32' ? 'node.exe' : 'node';
mkdirSync('node_modules/node/bin', { recursive: true });
symlinkSync(process.execPath, 'node_modules/node/bin/' + binary);
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
`;

describe('bootstrap', () => {
  let clone = '';

  beforeEach(() => {
    clone = realpathSync(mkdtempSync(join(tmpdir(), 'conductor-bootstrap-')));
    mkdirSync(join(clone, 'scripts'));
    cpSync(join(rootFolder, 'scripts', 'bootstrap.mjs'), join(clone, 'scripts', 'bootstrap.mjs'));
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(lock));
    writeFileSync(join(clone, 'npm-cli.cjs'), fakeNpm);
    writeFileSync(join(clone, 'scripts', 'hello.mjs'), 'console.log("hello", process.argv[2]); process.exitCode = 3;');
  });
  afterEach(() => {
    rmSync(clone, { recursive: true, force: true });
  });

  const run = (script = 'scripts/hello.mjs', env: Record<string, string> = {}): Promise<CommandResult> =>
    runCommand(nodeBinary, [join('scripts', 'bootstrap.mjs'), script, 'you'], {
      cwd: clone,
      env: { npm_execpath: join(clone, 'npm-cli.cjs'), ...env },
    });
  const npmCalls = (): string[] =>
    existsSync(join(clone, 'npm-calls.txt'))
      ? readFileSync(join(clone, 'npm-calls.txt'), 'utf8').trimEnd().split('\n')
      : [];

  it('installs in a fresh clone, then runs the script and passes its exit code on', async () => {
    const result = await run();
    assert.deepEqual(npmCalls(), ['ci --no-audit --no-fund --loglevel=error']);
    assert.match(result.output, /nothing is installed yet[^]*hello you/);
    assert.equal(result.code, 3);
  });

  it('installs nothing when everything is there', async () => {
    await run();
    const again = await run();
    assert.equal(npmCalls().length, 1);
    assert.equal(again.output, 'hello you\n');
  });

  it('installs again when the lock asks for another version', async () => {
    await run();
    writeFileSync(
      join(clone, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.1.0' } } }),
    );
    rmSync(join(clone, 'node_modules', 'node'), { recursive: true });
    const result = await run();
    assert.equal(npmCalls().length, 2);
    assert.match(result.output, /node_modules\/a should be 1\.1\.0/);
  });

  it('takes an installation that was cut off for none', async () => {
    mkdirSync(join(clone, 'node_modules', 'a'), { recursive: true });
    await run();
    assert.equal(npmCalls().length, 1);
  });

  it('says what failed, and ends the tests with their line', async () => {
    const result = await run('scripts/test.ts', { FAKE_NPM_FAILS: '1' });
    assert.equal(result.code, 1);
    assert.match(result.output, /"npm ci" ended with code 7/);
    assert.match(result.output, /^0 passed, 1 failed$/m);
  });
});
