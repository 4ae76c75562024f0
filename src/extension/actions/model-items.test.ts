import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Model, ProviderId, Unusable } from '../../agents/protocol/model.ts';
import { priceOf, remedyFor, shortCount, toModelRows } from './model-items.ts';

function model(provider: ProviderId, id: string, reason?: Unusable['reason']): Model {
  return {
    ref: `${provider}/${id}`,
    provider,
    id,
    name: id,
    description: '',
    contextTokens: null,
    maxOutputTokens: null,
    inputPriceUsd: null,
    outputPriceUsd: null,
    capabilities: { tools: false, vision: false, thinking: false },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    unusable: reason === undefined ? null : { reason, message: 'Why.' },
  };
}

describe('the list of models', () => {
  it('has the usable ones first, each kind by provider', () => {
    const models = [model('local', 'a'), model('anthropic', 'b', 'no_key'), model('openai', 'c'), model('openai', 'd')];
    const rows = toModelRows({ models, defaultModel: 'openai/c' });
    const words = rows.map((row) =>
      row.kind === 'separator' ? `${row.provider}:${String(row.usable)}` : row.model.ref,
    );
    assert.deepEqual(words, [
      'openai:true',
      'openai/c',
      'openai/d',
      'local:true',
      'local/a',
      'anthropic:false',
      'anthropic/b',
    ]);
    assert.ok(rows.some((row) => row.kind === 'model' && row.isDefault && row.model.ref === 'openai/c'));
  });

  it('knows what would make a model usable', () => {
    assert.equal(remedyFor(model('openai', 'a')), null);
    assert.equal(remedyFor(model('openai', 'a', 'wrong_key')), 'key');
    assert.equal(remedyFor(model('azure', 'a', 'not_configured')), 'settings');
    assert.equal(remedyFor(model('openai', 'a', 'retired')), null);
  });

  it('writes counts and prices short', () => {
    assert.deepEqual([800, 8_192, 200_000, 1_000_000, 1_500_000].map(shortCount), ['800', '8K', '200K', '1M', '1.5M']);
    assert.equal(priceOf({ ...model('openai', 'a'), inputPriceUsd: 3, outputPriceUsd: 15 }), '$3 / $15');
    assert.equal(priceOf(model('openai', 'a')), null);
  });
});
