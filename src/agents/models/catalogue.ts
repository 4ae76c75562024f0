import type { ProviderId } from '../protocol/model.ts';
import { anthropicModels } from './catalogue/anthropic-models.ts';
import type { CatalogueModel } from './catalogue/catalogue-model.ts';
import { azureModels, openAiModels } from './catalogue/openai-models.ts';

/** The models that are known, by provider, in the order of recommendation. */
export const catalogue = {
  anthropic: anthropicModels,
  openai: openAiModels,
  azure: azureModels,
} as const satisfies Partial<Record<ProviderId, readonly CatalogueModel[]>>;

/** The snapshot date at the end of a model's name, as Anthropic and OpenAI write it. */
const snapshotDate = /-(?:\d{8}|\d{4}-\d{2}-\d{2})$/;

/** What is known of a model by its own name, one of its other names, or the name it is a dated snapshot of. */
export function findCatalogueModel(models: readonly CatalogueModel[], id: string): CatalogueModel | undefined {
  const named = (name: string): CatalogueModel | undefined =>
    models.find((model) => model.id === name || model.aliases?.includes(name) === true);
  return named(id) ?? named(id.replace(snapshotDate, ''));
}

/** True from the day on which the model is turned off. */
export function isRetired(retiresOn: string | null, today: string): boolean {
  return retiresOn !== null && retiresOn <= today;
}

/** The first model along the successors of `model` that is not turned off yet. */
export function findSuccessor(
  models: readonly CatalogueModel[],
  model: CatalogueModel,
  today: string,
): CatalogueModel | undefined {
  const seen = new Set([model.id]);
  let next = model.successor;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const id = next;
    const found = models.find((candidate) => candidate.id === id);
    if (found === undefined) return undefined;
    if (!isRetired(found.retiresOn, today)) return found;
    next = found.successor;
  }
  return undefined;
}
