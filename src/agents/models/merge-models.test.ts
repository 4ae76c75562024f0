import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { modelSchema, type Model } from '../protocol/model.ts';
import { anthropicModels } from './catalogue/anthropic-models.ts';
import { mergeModels, toListedByName, type ListedModel, type MergeOptions } from './merge-models.ts';

function listed(id: string, more: Partial<ListedModel> = {}): ListedModel {
  return { ...toListedByName(id), ...more };
}

const empty = { provider: 'azure', providerName: 'Azure', known: [], unusable: null, today: '2026-11-21' } as const;

function merge(more: Partial<MergeOptions>): Map<string, Model> {
  const models = mergeModels({
    provider: 'anthropic',
    providerName: 'Anthropic',
    known: anthropicModels,
    listed: [],
    unusable: null,
    today: '2026-11-21',
    ...more,
  });
  for (const model of models) modelSchema.parse(model);
  return new Map(models.map((model) => [model.id, model]));
}

const reason = (models: Map<string, Model>, id: string): string | undefined => models.get(id)?.unusable?.reason;

describe('mergeModels', () => {
  it('makes what is listed usable, and says that the rest is not listed', () => {
    const models = merge({ listed: [listed('claude-sonnet-5-5'), listed('claude-sonnet-4-5-20250929')] });
    assert.equal(models.get('claude-sonnet-5-5')?.unusable, null);
    assert.equal(models.get('claude-sonnet-4-5-20250929')?.unusable, null);
    assert.equal(models.get('claude-sonnet-4-5-20250929')?.retiresOn, '2026-11-30');
    assert.equal(reason(models, 'claude-opus-5-5'), 'not_listed');
  });

  it('shows a model that only the provider knows, with what the provider says and nulls for the rest', () => {
    const models = merge({ listed: [listed('claude-new-7', { name: 'Claude New 7', contextTokens: 5_000_000 })] });
    assert.deepEqual(models.get('claude-new-7'), {
      ref: 'anthropic/claude-new-7',
      provider: 'anthropic',
      id: 'claude-new-7',
      name: 'Claude New 7',
      description: '',
      contextTokens: 5_000_000,
      maxOutputTokens: null,
      inputPriceUsd: null,
      outputPriceUsd: null,
      capabilities: { tools: false, vision: false, thinking: false },
      deprecatedOn: null,
      retiresOn: null,
      successor: null,
      unusable: null,
    });
  });

  it('takes the provider’s word before the catalogue’s', () => {
    const models = merge({
      listed: [listed('claude-sonnet-5-5', { contextTokens: 2_000_000, retiresOn: '2028-01-01' })],
    });
    assert.equal(models.get('claude-sonnet-5-5')?.contextTokens, 2_000_000);
    assert.equal(models.get('claude-sonnet-5-5')?.maxOutputTokens, 128_000);
    assert.equal(models.get('claude-sonnet-5-5')?.retiresOn, '2028-01-01');
  });

  it('knows a model that is listed by its other name, once', () => {
    const models = merge({ listed: [listed('claude-haiku-4-5')] });
    assert.equal(models.get('claude-haiku-4-5')?.name, 'Claude Haiku 4.5');
    assert.equal(models.has('claude-haiku-4-5-20251001'), false);
  });

  it('gives a retired model its successor, by the day', () => {
    const before = merge({ listed: [listed('claude-sonnet-4-5-20250929')], today: '2026-11-29' });
    assert.equal(before.get('claude-sonnet-4-5-20250929')?.unusable, null);
    const after = merge({ listed: [listed('claude-sonnet-4-5-20250929')], today: '2026-11-30' });
    const model = after.get('claude-sonnet-4-5-20250929');
    assert.deepEqual(model?.unusable, {
      reason: 'retired',
      message: 'This model was turned off on 2026-11-30. Use Claude Sonnet 5.5 instead.',
    });
    assert.equal(model.successor, 'anthropic/claude-sonnet-5-5');
  });

  it('believes the provider that a model lives on past its day, or ended before it', () => {
    const overdue = merge({
      listed: [listed('claude-sonnet-4-5-20250929', { isRetired: false })],
      today: '2026-12-24',
    });
    assert.equal(overdue.get('claude-sonnet-4-5-20250929')?.unusable, null);
    assert.equal(reason(merge({ listed: [listed('claude-opus-5', { isRetired: true })] }), 'claude-opus-5'), 'retired');
  });

  it('says of every model why its provider cannot be used, but of a retired one that it is retired', () => {
    const models = merge({ listed: [listed('mine')], unusable: { reason: 'no_key', message: 'Enter a key.' } });
    assert.equal(reason(models, 'claude-sonnet-5-5'), 'no_key');
    assert.equal(reason(models, 'claude-opus-4-1-20250805'), 'retired');
    assert.equal(reason(models, 'mine'), 'no_key');
    assert.equal(models.size, anthropicModels.length + 1);
  });

  it('shows each name once, and none that cannot be one', () => {
    const rows = [listed('mine'), listed('mine'), listed(' '), listed('x'.repeat(300))];
    const models = mergeModels({ ...empty, listed: rows });
    assert.deepEqual(
      models.map(({ ref }) => ref),
      ['azure/mine'],
    );
  });
});
