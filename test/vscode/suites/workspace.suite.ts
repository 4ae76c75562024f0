import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createWorkspace } from '../../../src/extension/host-link/workspace-files.ts';
import { closeEditors, openFile } from '../support/conductor.ts';

const never = new AbortController().signal;

describe('the workspace that the host sees', () => {
  const workspace = createWorkspace();
  let root: string;
  let outside: string;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = folder.uri.fsPath;
    outside = await mkdtemp(path.join(tmpdir(), 'conductor-outside-'));
    await writeFile(path.join(outside, 'secret.txt'), 'secret');
    await mkdir(path.join(root, 'made', 'deep'), { recursive: true });
    await mkdir(path.join(root, 'node_modules', 'x'), { recursive: true });
    await writeFile(path.join(root, 'made', '.gitignore'), 'ignored.ts\ndeep/\n');
    await Promise.all(
      ['made/ignored.ts', 'made/seen.ts', 'made/deep/x.ts', 'node_modules/x/index.js', 'made/package-lock.json'].map(
        (file) => writeFile(path.join(root, file), 'text'),
      ),
    );
    await writeFile(path.join(root, 'made', 'bytes.dat'), Buffer.from([1, 0, 2]));
    await symlink(outside, path.join(root, 'made', 'way-out'));
  });
  after(async () => {
    await closeEditors();
    await rm(path.join(root, 'made'), { recursive: true });
    await rm(path.join(root, 'node_modules'), { recursive: true });
    await rm(outside, { recursive: true });
  });

  it('has the folder’s name', () => {
    assert.equal(workspace.name, 'link-checker');
  });

  it('lists what is worth reading, the nearest first', async () => {
    const files = await workspace.listFiles(500, never);
    const paths = files.map((file) => file.path);
    for (const seen of ['README.md', 'src/main.ts', 'made/seen.ts']) assert.ok(paths.includes(seen), seen);
    assert.deepEqual(
      paths.filter((file) => /ignored|deep|node_modules|package-lock|way-out/.test(file)),
      [],
    );
    assert.ok(paths.indexOf('README.md') < paths.indexOf('src/main.ts'));
    assert.equal(files.find((file) => file.path === 'made/seen.ts')?.sizeBytes, 4);
    assert.equal((await workspace.listFiles(3, never)).length, 3);
  });

  it('reads text, and nothing that is binary, too large or elsewhere', async () => {
    assert.equal(await workspace.readFile('made/seen.ts', 100, never), 'text');
    for (const file of [
      'made/bytes.dat',
      'made/way-out/secret.txt',
      `../${path.basename(outside)}/secret.txt`,
      path.join(outside, 'secret.txt'),
      'made',
      'no-such-file',
    ]) {
      assert.equal(await workspace.readFile(file, 100, never), null, file);
    }
    assert.equal(await workspace.readFile('made/seen.ts', 3, never), null);
  });

  it('sees what is not yet saved', async () => {
    const editor = await openFile('made/seen.ts');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'unsaved '));
    assert.equal(await workspace.readFile('made/seen.ts', 100, never), 'unsaved text');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('stops when it is told to', async () => {
    await assert.rejects(workspace.listFiles(10, AbortSignal.abort()));
  });
});
