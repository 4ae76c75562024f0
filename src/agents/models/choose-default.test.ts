import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Model, ProviderId } from '../protocol/model.ts';
import { chooseDefaultModel } from './choose-default.ts';

function model(ref: string, more: Partial<Model> = {}): Model {
  const [provider = '', ...rest] = ref.split('/');
  return {
    ref,
    provider: provider as ProviderId,
    id: rest.join('/'),
    name: ref,
    description: '',
    contextTokens: null,
    maxOutputTokens: null,
    inputPriceUsd: null,
    outputPriceUsd: null,
    capabilities: { tools: false, vision: false, thinking: false },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    unusable: null,
    ...more,
  };
}

const unusable = { unusable: { reason: 'no_key', message: 'Enter a key.' } } as const;
const builtIn = model('local/built-in');

describe('chooseDefaultModel', () => {
  it('takes the preferred one where it can be used', () => {
    const models = [model('anthropic/claude-sonnet-5-5'), model('openai/gpt-6-luna'), builtIn];
    assert.equal(chooseDefaultModel(models, 'openai/gpt-6-luna'), 'openai/gpt-6-luna');
    assert.equal(chooseDefaultModel(models, 'openai/gone'), 'anthropic/claude-sonnet-5-5');
  });

  it('takes the newest Sonnet, however it is named', () => {
    const models = [
      'claude-3-5-sonnet-20241022',
      'claude-sonnet-4-5-20250929',
      'claude-sonnet-5',
      'claude-sonnet-5-5',
      'claude-opus-9',
      'claude-sonnet-4-6',
    ].map((id) => model(`anthropic/${id}`));
    assert.equal(chooseDefaultModel([...models, builtIn], null), 'anthropic/claude-sonnet-5-5');
    const without = models.filter(({ id }) => !id.startsWith('claude-sonnet-5'));
    assert.equal(chooseDefaultModel(without, null), 'anthropic/claude-sonnet-4-6');
    const dated = [model('anthropic/claude-sonnet-6-20270101'), model('anthropic/claude-sonnet-6-20270601')];
    assert.equal(chooseDefaultModel(dated, null), 'anthropic/claude-sonnet-6-20270601');
  });

  it('takes a Sonnet from its maker before the same one from elsewhere', () => {
    const models = [model('vscode/copilot/claude-sonnet-5.5'), model('anthropic/claude-sonnet-5-5')];
    assert.equal(chooseDefaultModel(models, null), 'anthropic/claude-sonnet-5-5');
    assert.equal(
      chooseDefaultModel([model('anthropic/claude-sonnet-5-5', unusable), ...models.slice(0, 1)], null),
      'vscode/copilot/claude-sonnet-5.5',
    );
  });

  it('goes through the providers in order when there is no Sonnet, old models last', () => {
    const models = [
      builtIn,
      model('vscode/copilot/gpt'),
      model('compatible/llama'),
      model('openai/old', { deprecatedOn: '2026-01-01' }),
      model('openai/new'),
    ];
    assert.equal(chooseDefaultModel(models, null), 'openai/new');
    assert.equal(chooseDefaultModel(models.slice(0, 3), null), 'compatible/llama');
    assert.equal(chooseDefaultModel(models.slice(0, 2), null), 'vscode/copilot/gpt');
    assert.equal(chooseDefaultModel([builtIn, model('anthropic/claude-sonnet-5-5', unusable)], null), 'local/built-in');
  });

  it('always names a model that can be used, or the built-in one', () => {
    const anyModel = fc
      .record({
        provider: fc.constantFrom('anthropic', 'openai', 'azure', 'compatible', 'vscode', 'local'),
        id: fc.oneof(fc.constantFrom('claude-sonnet-5-5', 'sonnet', 'sonnet-٣'), fc.string({ minLength: 1 })),
        usable: fc.boolean(),
      })
      .map(({ provider, id, usable }) => model(`${provider}/${id}`, usable ? {} : unusable));
    fc.assert(
      fc.property(fc.array(anyModel), fc.option(fc.string()), (models, preferred) => {
        const chosen = chooseDefaultModel(models, preferred);
        const usable = models.filter((candidate) => candidate.unusable === null);
        assert.ok(usable.length === 0 ? chosen === 'local/built-in' : usable.some(({ ref }) => ref === chosen));
      }),
    );
  });
});
