import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readAppearance, readOverrides, readProviderConfiguration } from './provider-settings.ts';

const from = (values: Record<string, unknown>) => (key: string) => values[key];

describe('the providers’ settings', () => {
  it('are trimmed, and empty ones are none', () => {
    const providers = readProviderConfiguration(
      from({
        'providers.anthropic.baseUrl': '  http://127.0.0.1:4000 ',
        'providers.openai.baseUrl': ' ',
        'providers.azure.deployments': ['gpt', ' ', 7],
        'providers.compatible.needsKey': true,
      }),
    );
    assert.equal(providers.anthropic.baseUrl, 'http://127.0.0.1:4000');
    assert.equal(providers.openai.baseUrl, null);
    assert.deepEqual(providers.azure.deployments, ['gpt']);
    assert.equal(providers.compatible.needsKey, true);
  });

  it('of the wrong shape count as none', () => {
    const providers = readProviderConfiguration(
      from({ 'providers.compatible.baseUrl': 8, 'providers.compatible.models': 'a' }),
    );
    assert.deepEqual(providers.compatible, { baseUrl: null, name: null, models: [], needsKey: false });
  });
});

describe('the settings that win over stored ones', () => {
  it('are only those that were set, and only valid ones', () => {
    assert.deepEqual(readOverrides(from({})), {});
    assert.deepEqual(readOverrides(from({ defaultModel: 'sonnet', fontSize: 400, messageDensity: 'dense' })), {});
    assert.deepEqual(readOverrides(from({ defaultModel: 'local/built-in', fontSize: 15, messageDensity: 'compact' })), {
      defaultModel: 'local/built-in',
      fontSizePx: 15,
      messageDensity: 'compact',
    });
  });

  it('draw the chat as the editor does where nothing is set', () => {
    assert.deepEqual(readAppearance(from({})), {
      fontSizePx: null,
      messageDensity: 'comfortable',
      sendOnEnter: true,
    });
  });
});
