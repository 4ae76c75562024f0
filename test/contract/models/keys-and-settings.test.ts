import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createModelProviders } from '../../../src/agents/models/create-model-providers.ts';
import { anthropicWire } from '../../support/model-server/anthropic-wire.ts';
import { json } from '../../support/model-server/wire-dialect.ts';
import { collect, createConfiguration, createRequest, createSecrets, systemClock, testKey } from './model-fixtures.ts';
import { openEveryProvider, type EveryProvider } from './open-every-provider.ts';

const models = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-4o', azure: 'gpt-4o', compatible: 'llama' } as const;
const all = ['anthropic', 'openai', 'azure', 'compatible'] as const;

describe('keys and settings of the model providers', () => {
  let every: EveryProvider;

  beforeEach(async () => {
    every = await openEveryProvider();
  });

  afterEach(async () => {
    await every.server.dispose();
  });

  const whyNot = async (id: (typeof all)[number]): Promise<string | undefined> =>
    (await every.list(id)).get(models[id])?.unusable?.reason;

  it('asks for a key where one is needed, before anything is sent', async () => {
    every.key = '  ';
    for (const id of ['anthropic', 'openai', 'azure'] as const) {
      const { unusable, available } = await every.provider(id).describe();
      assert.deepEqual([unusable?.reason, available], ['no_key', false]);
      assert.equal((await every.failure(id, models[id])).code, 'no_key');
      const reasons = [...(await every.list(id)).values()].map((model) => model.unusable?.reason ?? '');
      assert.ok(reasons.every((reason) => ['no_key', 'retired'].includes(reason)));
    }
    assert.equal(every.server.requests.length, 0);
  });

  it('notices a new key at once', async () => {
    every.key = undefined;
    assert.equal(await whyNot('anthropic'), 'no_key');
    every.key = testKey;
    assert.equal(await whyNot('anthropic'), undefined);
    every.key = 'other';
    every.server.play(() => anthropicWire.failure('wrong_key'));
    assert.equal(await whyNot('anthropic'), 'wrong_key');
    assert.equal((await every.provider('anthropic').describe()).unusable?.reason, 'wrong_key');
  });

  it('notices new settings at once', async () => {
    assert.equal(await whyNot('azure'), undefined);
    every.configured = { anthropic: { baseUrl: 'not an address' } };
    assert.equal(await whyNot('azure'), 'not_configured');
    assert.equal((await every.failure('compatible', 'x')).code, 'unavailable');
    assert.equal((await every.provider('anthropic').describe()).unusable?.reason, 'not_configured');
  });

  it('shows the names in the settings while the server cannot be asked', async () => {
    every.server.play(() => ({ status: 500, pieces: [] }));
    const azure = { endpoint: every.server.url, deployments: ['our-own'], apiVersion: null };
    const compatible = { baseUrl: every.server.url, name: null, models: ['mine'], needsKey: false };
    every.configured = { azure, compatible };
    assert.equal((await every.list('azure')).get('our-own')?.unusable?.reason, 'unreachable');
    assert.equal((await every.list('compatible')).get('mine')?.unusable?.reason, 'unreachable');
  });

  it('takes a store of secrets that fails for one without the key', async () => {
    const configuration = createConfiguration();
    const secrets = { ...createSecrets(), get: () => Promise.reject(new TypeError(testKey)) };
    for (const provider of createModelProviders({ secrets, configuration, clock: systemClock }).slice(0, 2)) {
      const [event] = await collect(provider, createRequest('gpt-4o'));
      assert.ok(event?.type === 'failed' && event.error.code === 'no_key');
      const said = [event, await provider.describe(), await provider.listModels(new AbortController().signal)];
      assert.doesNotMatch(JSON.stringify(said), /secretvalue/);
    }
  });

  it('lists once for many questions, and again when told to', async () => {
    await Promise.all([every.list('anthropic'), every.list('anthropic')]);
    await every.list('anthropic');
    assert.equal(every.server.requests.length, 1);
    await every.list('anthropic', true);
    assert.equal(every.server.requests.length, 2);
  });

  it('takes nothing from the environment', async () => {
    const before = process.env;
    process.env = {
      ...before,
      ANTHROPIC_API_KEY: 'env-key',
      ANTHROPIC_AUTH_TOKEN: 'env-token',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      OPENAI_API_KEY: 'env-key',
      OPENAI_ADMIN_KEY: 'env-admin',
      OPENAI_BASE_URL: 'http://127.0.0.1:1',
      OPENAI_ORG_ID: 'env-org',
      OPENAI_PROJECT_ID: 'env-project',
      OPENAI_API_VERSION: 'env-version',
      AZURE_OPENAI_API_KEY: 'env-key',
      AZURE_OPENAI_ENDPOINT: 'http://127.0.0.1:1',
    };
    try {
      for (const id of all) assert.doesNotMatch(JSON.stringify(await every.sent(id, models[id])), /env-/, id);
    } finally {
      process.env = before;
    }
    assert.equal(every.server.requests.length, all.length);
  });

  it('says nothing on the console, whatever happens', async () => {
    const said: unknown[][] = [];
    const before = { ...console };
    const listen = (...words: unknown[]): void => void said.push(words);
    Object.assign(console, { log: listen, info: listen, warn: listen, error: listen, debug: listen });
    try {
      await collect(every.provider('anthropic'), createRequest('claude-sonnet-4-5-20250929'));
      every.server.play(() => ({ pieces: ['event: x\ndata: {broken\n\n'] }));
      for (const id of all) await collect(every.provider(id), createRequest(models[id]));
    } finally {
      Object.assign(console, before);
    }
    assert.deepEqual(said, []);
  });

  it('cuts the key out of what a provider says', async () => {
    const words = `Strange key ${testKey} and Bearer abcdef0123456789 here`;
    every.server.play(() => json(418, { error: { message: words } }));
    for (const id of all) {
      const { message } = await every.failure(id, models[id]);
      assert.match(message, /Strange key/);
      assert.doesNotMatch(message, /secretvalue|abcdef0123456789/);
    }
  });

  it('loads the makers’ packages on first use only', async () => {
    const modulePath = new URL('../../../src/agents/models/create-model-providers.ts', import.meta.url).href;
    const probe = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve(specifier, context, next) { seen.push(specifier); return next(specifier, context); } });
      await import(${JSON.stringify(modulePath)});
      console.log(JSON.stringify(seen.filter((name) => /anthropic-ai|^openai/.test(name))), seen.length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', probe]);
    assert.match(stdout, /^\[\] \d{2,}\s*$/);
  });
});
