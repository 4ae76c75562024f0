import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { catalogue, findCatalogueModel, findSuccessor, isRetired } from './catalogue.ts';
import type { CatalogueModel } from './catalogue/catalogue-model.ts';
import { anthropicModels } from './catalogue/anthropic-models.ts';
import { openAiModels } from './catalogue/openai-models.ts';

function chain(
  ...rows: readonly (readonly [id: string, retiresOn: string | null, successor: string | null])[]
): CatalogueModel[] {
  const [first] = anthropicModels;
  assert.ok(first !== undefined);
  return rows.map(([id, retiresOn, successor]) => ({ ...first, id, retiresOn, successor }));
}

describe('catalogue', () => {
  const all = Object.entries(catalogue).flatMap(([provider, models]) => models.map((model) => ({ provider, model })));

  it('knows the models that the product was asked for', () => {
    const refs = all.map(({ provider, model }) => `${provider}/${model.id}`);
    for (const ref of [
      'anthropic/claude-sonnet-4-5-20250929',
      'anthropic/claude-haiku-4-5-20251001',
      'anthropic/claude-opus-4-1-20250805',
      'azure/gpt-4o',
      'azure/gpt-4o-mini',
    ]) {
      assert.ok(refs.includes(ref), ref);
    }
  });

  it('names each model once, its other names included', () => {
    for (const models of Object.values(catalogue)) {
      const names = models.flatMap((model) => [model.id, ...(model.aliases ?? [])]);
      assert.equal(new Set(names).size, names.length);
    }
  });

  it('holds days, positive counts and prices that make sense', () => {
    for (const { model } of all) {
      for (const day of [model.deprecatedOn, model.retiresOn])
        assert.ok(day === null || /^\d{4}-\d{2}-\d{2}$/.test(day));
      if (model.deprecatedOn !== null && model.retiresOn !== null) assert.ok(model.deprecatedOn < model.retiresOn);
      assert.equal(model.inputPriceUsd === null, model.outputPriceUsd === null);
      if (model.inputPriceUsd !== null && model.outputPriceUsd !== null)
        assert.ok(model.inputPriceUsd < model.outputPriceUsd);
      if (model.contextTokens !== null && model.maxOutputTokens !== null)
        assert.ok(model.maxOutputTokens < model.contextTokens);
    }
  });

  it('names successors that exist and never come back to where they began', () => {
    for (const models of Object.values(catalogue)) {
      for (const model of models) {
        const seen = new Set<string>();
        for (let next: CatalogueModel | undefined = model; next !== undefined;) {
          assert.ok(!seen.has(next.id), next.id);
          seen.add(next.id);
          const { successor }: CatalogueModel = next;
          next = models.find((candidate) => candidate.id === successor);
          if (successor !== null) assert.ok(next !== undefined, `${successor} after ${model.id}`);
        }
      }
    }
  });

  it('finds a model by its name, another name, and a dated snapshot', () => {
    assert.equal(findCatalogueModel(anthropicModels, 'claude-sonnet-4-5')?.id, 'claude-sonnet-4-5-20250929');
    assert.equal(findCatalogueModel(openAiModels, 'gpt-4o-2024-11-20')?.id, 'gpt-4o');
    assert.equal(findCatalogueModel(openAiModels, 'gpt-4o-mini-2024-07-18')?.id, 'gpt-4o-mini');
    assert.equal(findCatalogueModel(openAiModels, 'gpt-99'), undefined);
  });

  it('counts a model as turned off from its day on', () => {
    assert.equal(isRetired('2026-11-30', '2026-11-29'), false);
    assert.equal(isRetired('2026-11-30', '2026-11-30'), true);
    assert.equal(isRetired(null, '2099-01-01'), false);
  });

  it('walks along the successors to one that is not turned off', () => {
    const models = chain(['a', '2026-01-01', 'b'], ['b', '2026-02-01', 'c'], ['c', '2026-12-01', null]);
    const [a] = models;
    assert.ok(a !== undefined);
    assert.equal(findSuccessor(models, a, '2026-11-21')?.id, 'c');
    assert.equal(findSuccessor(models, a, '2026-01-15')?.id, 'b');
    assert.equal(findSuccessor(models, a, '2027-01-01'), undefined);
  });

  it('ends on a chain that goes round, or leads nowhere', () => {
    const round = chain(['a', '2026-01-01', 'b'], ['b', '2026-01-01', 'a']);
    assert.equal(findSuccessor(round, round[0] ?? assert.fail(), '2026-11-21'), undefined);
    const nowhere = chain(['a', '2026-01-01', 'gone']);
    assert.equal(findSuccessor(nowhere, nowhere[0] ?? assert.fail(), '2026-11-21'), undefined);
  });
});
