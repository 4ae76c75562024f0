import type { Model, ProviderId, Unusable } from '../protocol/model.ts';
import { findCatalogueModel, findSuccessor, isRetired } from './catalogue.ts';
import type { CatalogueModel } from './catalogue/catalogue-model.ts';

/** One model as a provider lists it today; null where the provider does not say. */
export interface ListedModel {
  readonly id: string;
  readonly name: string | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly capabilities: Model['capabilities'] | null;
  readonly deprecatedOn: string | null;
  readonly retiresOn: string | null;
  /** The provider's own word for whether it is turned off; it wins over dates, which are plans. */
  readonly isRetired: boolean | null;
}

/** A model of which nothing but its name is known. */
export function toListedByName(id: string): ListedModel {
  return {
    id,
    name: null,
    contextTokens: null,
    maxOutputTokens: null,
    capabilities: null,
    deprecatedOn: null,
    retiresOn: null,
    isRetired: null,
  };
}

export interface MergeOptions {
  readonly provider: ProviderId;
  /** For sentences, for example `Anthropic`. */
  readonly providerName: string;
  readonly known: readonly CatalogueModel[];
  /** The names that are expected, where the provider could not be asked. */
  readonly listed: readonly ListedModel[];
  /** Why none of this provider's models can be used now, or null. */
  readonly unusable: Unusable | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

const unknownCapabilities = { tools: false, vision: false, thinking: false };

/**
 * The provider's list and the catalogue as one: first the known models in the catalogue's order, each with what the
 * provider says of it today, then those that only the provider knows.
 */
export function mergeModels(options: MergeOptions): Model[] {
  const { known } = options;
  const listed = toDistinct(options.listed);
  const rows = known.map((model) => ({ model, listed: listed.find((row) => isSame(model, row.id)) }));
  const taken = new Set(rows.map((row) => row.listed?.id));
  const others = listed.filter((row) => !taken.has(row.id));
  return [
    ...rows.map((row) => toModel(row.listed?.id ?? row.model.id, row.model, row.listed, options)),
    ...others.map((row) => toModel(row.id, findCatalogueModel(known, row.id), row, options)),
  ];
}

/** Longer names do not fit into a reference; no maker has one. */
const longestId = 180;

function toDistinct(listed: readonly ListedModel[]): ListedModel[] {
  const sound = listed.filter(({ id }) => id.trim() !== '' && id.length <= longestId);
  return [...new Map(sound.map((row) => [row.id, row])).values()];
}

function isSame(model: CatalogueModel, id: string): boolean {
  return model.id === id || model.aliases?.includes(id) === true;
}

function toModel(
  id: string,
  known: CatalogueModel | undefined,
  listed: ListedModel | undefined,
  options: MergeOptions,
): Model {
  const retiresOn = listed?.retiresOn ?? known?.retiresOn ?? null;
  const next = known === undefined ? undefined : findSuccessor(options.known, known, options.today);
  const gone = listed?.isRetired ?? isRetired(retiresOn, options.today);
  return {
    ref: `${options.provider}/${id}`,
    provider: options.provider,
    id,
    name: listed?.name ?? (known !== undefined && isSame(known, id) ? known.name : id),
    description: known?.description ?? '',
    contextTokens: listed?.contextTokens ?? known?.contextTokens ?? null,
    maxOutputTokens: listed?.maxOutputTokens ?? known?.maxOutputTokens ?? null,
    inputPriceUsd: known?.inputPriceUsd ?? null,
    outputPriceUsd: known?.outputPriceUsd ?? null,
    capabilities: listed?.capabilities ?? known?.capabilities ?? unknownCapabilities,
    deprecatedOn: listed?.deprecatedOn ?? known?.deprecatedOn ?? null,
    retiresOn,
    successor: next === undefined ? null : `${options.provider}/${next.id}`,
    unusable: gone ? toRetired(retiresOn, next) : (options.unusable ?? toNotListed(listed, options)),
  };
}

function toRetired(retiresOn: string | null, next: CatalogueModel | undefined): Unusable {
  const when = retiresOn === null ? 'This model was turned off.' : `This model was turned off on ${retiresOn}.`;
  return {
    reason: 'retired',
    message: `${when} ${next === undefined ? 'Pick another one.' : `Use ${next.name} instead.`}`,
  };
}

function toNotListed(listed: ListedModel | undefined, { provider, providerName }: MergeOptions): Unusable | null {
  if (listed !== undefined) return null;
  const message =
    provider === 'azure'
      ? 'No deployment of this name is set up. Add it to the deployments in the settings.'
      : `${providerName} does not offer this model to your key. Pick another one.`;
  return { reason: 'not_listed', message };
}
