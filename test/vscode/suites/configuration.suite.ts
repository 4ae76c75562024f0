import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { client, until } from '../support/conductor.ts';
import { startTestModels } from '../support/test-models.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;
const set = (key: string, value: unknown, target = Global): Thenable<void> =>
  vscode.workspace.getConfiguration('conductor').update(key, value, target);

describe('settings', () => {
  let models: Awaited<ReturnType<typeof startTestModels>>;

  before(async () => {
    models = await startTestModels('The settings lead here.');
  });
  after(async () => {
    await set('providers.compatible.baseUrl', undefined);
    await set('messageDensity', undefined);
    await models.dispose();
  });

  it('win over what the store holds', async () => {
    const host = await client();
    await set('messageDensity', 'compact');
    await until('the setting', async () => (await host.call('GET /api/settings', {})).messageDensity === 'compact');
    await set('messageDensity', undefined);
    await until('the default', async () => (await host.call('GET /api/settings', {})).messageDensity === 'comfortable');
  });

  it('lead to a server of the person’s own, which then answers', async () => {
    const host = await client();
    await set('providers.compatible.baseUrl', `${models.url}/v1`);
    const model = await until('its model', async () => {
      const list = await host.call('GET /api/models', { query: { refresh: 'true' } });
      return list.models.find((candidate) => candidate.provider === 'compatible' && candidate.unusable === null);
    });
    const { id } = await host.call('POST /api/conversations', { body: { model: model.ref } });
    await host.call('POST /api/conversations/{id}/messages', { params: { id }, body: { content: 'Where to?' } });
    const text = await until('the answer', async () => {
      const { messages } = await host.call('GET /api/conversations/{id}/messages', { params: { id }, query: {} });
      const last = messages.at(-1);
      return last?.state === 'complete' && last.content;
    });
    assert.equal(text, 'The settings lead here.');
  });

  it('that say where a key is sent cannot come from a workspace', async () => {
    await assert.rejects(async () => set('providers.compatible.baseUrl', 'http://127.0.0.1:1', Workspace));
  });
});
