import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { createNodeWorkspace } from './node-workspace.ts';

const going = new AbortController().signal;

describe('createNodeWorkspace', () => {
  let base = '';
  let folder = '';

  before(async () => {
    base = await mkdtemp(path.join(tmpdir(), 'conductor-workspace-'));
    folder = path.join(base, 'project');
    const texts: Record<string, string> = {
      'project/.gitignore': '*.log\nprivate/\n',
      'project/README.md': '# project\n',
      'project/src/main.ts': '\uFEFFexport const a = 1;\n',
      'project/src/.gitignore': '!kept.log\n',
      'project/src/kept.log': 'kept',
      'project/debug.log': 'x',
      'project/private/key.txt': 'x',
      'project/node_modules/a/index.js': 'x',
      'project/dist/main.js': 'x',
      'project/picture.png': 'x',
      'project/noext': 'plain',
      'outside/secret.txt': 'secret',
    };
    for (const [name, text] of Object.entries(texts)) {
      const full = path.join(base, name);
      await mkdir(path.dirname(full), { recursive: true });
      await writeFile(full, text);
    }
    await writeFile(path.join(folder, 'bytes'), Buffer.from([1, 0, 2]));
    await writeFile(path.join(folder, 'huge.txt'), 'x'.repeat(2_000_001));
    await symlink(path.join(base, 'outside'), path.join(folder, 'link'));
    await symlink(path.join(base, 'outside', 'secret.txt'), path.join(folder, 'secret.txt'));
    await symlink(path.join(folder, 'README.md'), path.join(folder, 'again.md'));
  });

  after(() => rm(base, { recursive: true, force: true }));

  it('lists what people wrote', async () => {
    const workspace = createNodeWorkspace(folder);
    const listed = await workspace.listFiles(100, going);
    assert.deepEqual(listed.map((file) => file.path).sort(), [
      '.gitignore',
      'README.md',
      'noext',
      'src/.gitignore',
      'src/kept.log',
      'src/main.ts',
    ]);
    assert.equal(listed.find((file) => file.path === 'README.md')?.sizeBytes, 10);
    assert.equal(workspace.name, 'project');
    assert.equal((await workspace.listFiles(2, going)).length, 2);
  });

  it('reads texts, within their limit', async () => {
    const workspace = createNodeWorkspace(folder);
    assert.equal(await workspace.readFile('src/main.ts', 1_000, going), 'export const a = 1;\n');
    assert.equal(await workspace.readFile('src/main.ts', 5, going), null);
    assert.equal(await workspace.readFile('bytes', 1_000, going), null);
    assert.equal(await workspace.readFile('src', 1_000, going), null);
    assert.equal(await workspace.readFile('missing.ts', 1_000, going), null);
    assert.equal(await workspace.readFile('again.md', 1_000, going), '# project\n');
  });

  it('never leaves the folder', async () => {
    const workspace = createNodeWorkspace(folder);
    const ways = [
      '../outside/secret.txt',
      'link/secret.txt',
      'secret.txt',
      path.join(base, 'outside', 'secret.txt'),
      'src/../../outside/secret.txt',
      '',
      '.',
      '..',
    ];
    for (const way of ways) assert.equal(await workspace.readFile(way, 1_000, going), null, way);
  });

  it('is empty where there is no folder', async () => {
    assert.deepEqual(await createNodeWorkspace(path.join(base, 'none')).listFiles(10, going), []);
  });

  it('stops', async () => {
    const workspace = createNodeWorkspace(folder);
    await assert.rejects(workspace.listFiles(10, AbortSignal.abort()));
    await assert.rejects(workspace.readFile('README.md', 10, AbortSignal.abort()));
  });
});
