import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { HostOptions } from '../../../src/agents/host/options.ts';
import { isConductorError, type ConductorError } from '../../../src/agents/protocol/conductor-error.ts';
import { HostLink } from '../../../src/extension/host-link/host-link.ts';
import { createConfiguration } from '../../../src/extension/host-link/settings.ts';
import { createWorkspace } from '../../../src/extension/host-link/workspace-files.ts';
import { conductor, services } from '../support/conductor.ts';

const silent = { write: () => undefined };

describe('a host that cannot begin', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'conductor-link-'));
  });
  after(async () => rm(folder, { recursive: true }));

  async function linkTo(dataFolder: () => string): Promise<{ link: HostLink; failures: ConductorError[] }> {
    const { keys } = await services();
    const failures: ConductorError[] = [];
    const hostOptions = (): Promise<HostOptions> =>
      Promise.resolve({
        dataFolder: dataFolder(),
        assetFolder: path.join(conductor().extensionPath, 'dist'),
        secrets: keys,
        configuration: createConfiguration(),
        workspace: createWorkspace(),
        log: silent,
      });
    const link = new HostLink({
      log: silent,
      hostOptions,
      onStart: () => undefined,
      onFailure: (error) => failures.push(error),
    });
    return { link, failures };
  }

  it('says why, and begins when the next one asks and the trouble is gone', async () => {
    let dataFolder = path.join(folder, 'a-file');
    await writeFile(dataFolder, 'in the way');
    const { link, failures } = await linkTo(() => dataFolder);
    await assert.rejects(link.get(), (cause) => isConductorError(cause) && cause.code.startsWith('storage_'));
    assert.equal(failures.length, 1);
    dataFolder = path.join(folder, 'data');
    const { client } = await link.get();
    assert.equal((await client.call('GET /health', {})).status, 'ok');
    await link.dispose();
  });

  it('is not begun any more once the window closes', async () => {
    const { link } = await linkTo(() => path.join(folder, 'late'));
    await link.dispose();
    await assert.rejects(link.get(), (cause) => isConductorError(cause) && cause.code === 'unavailable');
  });

  it('has written everything down when the window has closed', async () => {
    const first = await linkTo(() => path.join(folder, 'kept'));
    const { id } = await (await first.link.get()).client.call('POST /api/conversations', { body: { title: 'Kept' } });
    await first.link.dispose();
    const second = await linkTo(() => path.join(folder, 'kept'));
    const { client } = await second.link.get();
    assert.equal((await client.call('GET /api/conversations/{id}', { params: { id } })).title, 'Kept');
    await second.link.dispose();
  });
});
