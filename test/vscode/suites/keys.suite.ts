import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { client, services, until } from '../support/conductor.ts';

describe('keys', () => {
  afterEach(async () => (await services()).keys.remove('openai'));

  it('are kept, told about, and forgotten', async () => {
    const { keys, context } = await services();
    const told: string[] = [];
    const listener = keys.onChange((provider) => told.push(provider));
    await keys.set('openai', 'sk-a-test-key');
    assert.equal(await keys.get('openai'), 'sk-a-test-key');
    assert.equal(await context.secrets.get('conductor.key.openai'), 'sk-a-test-key');
    await keys.remove('openai');
    assert.equal(await keys.get('openai'), undefined);
    await until('both changes', () => told.length >= 2);
    assert.ok(told.every((provider) => provider === 'openai'));
    listener.dispose();
  });

  it('make a provider usable at once', async () => {
    const { keys } = await services();
    const host = await client();
    const openai = async () => (await host.call('GET /providers', {})).providers.find(({ id }) => id === 'openai');
    assert.equal((await openai())?.unusable?.reason, 'no_key');
    await keys.set('openai', 'sk-a-test-key');
    await until('the provider', async () => (await openai())?.unusable?.reason !== 'no_key');
  });
});
