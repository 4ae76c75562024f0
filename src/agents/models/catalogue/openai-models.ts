import type { CatalogueModel } from './catalogue-model.ts';

const frontier = { contextTokens: 1_050_000, maxOutputTokens: 128_000 };

function price(inputPriceUsd: number, outputPriceUsd: number): { inputPriceUsd: number; outputPriceUsd: number } {
  return { inputPriceUsd, outputPriceUsd };
}

function gpt(id: string, name: string, known: Partial<CatalogueModel> & { description: string }): CatalogueModel {
  return {
    id,
    name,
    contextTokens: null,
    maxOutputTokens: null,
    inputPriceUsd: null,
    outputPriceUsd: null,
    // The thinking of these models is not told over Chat Completions.
    capabilities: { tools: true, vision: true, thinking: false },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    sampling: 'none',
    thinksAdaptively: false,
    ...known,
  };
}

/** The last models without reasoning; they take a temperature. */
const classic = { sampling: 'both', deprecatedOn: '2026-10-14', retiresOn: '2027-01-14' } as const;

/**
 * OpenAI's models. Names and shutdown dates from openai 7.55.0 (its `ChatModel` type and the table above it); windows,
 * prices and replacements from developers.openai.com/api/docs (models, pricing, deprecations). Read in November 2026.
 */
export const openAiModels: readonly CatalogueModel[] = [
  gpt('gpt-6.1-sol', 'GPT-6.1 Sol', {
    description: 'For coding and professional work. Prompts of more than 272,000 tokens cost more.',
    ...frontier,
    ...price(2, 10),
  }),
  gpt('gpt-6-astra', 'GPT-6 Astra', {
    description: 'The most capable, for the hardest work. Prompts of more than 272,000 tokens cost more.',
    ...frontier,
    ...price(10, 50),
  }),
  gpt('gpt-6.1-terra', 'GPT-6.1 Terra', {
    description: 'Fast, for everyday coding.',
    ...frontier,
    ...price(1, 5),
  }),
  gpt('gpt-6-luna', 'GPT-6 Luna', { description: 'Very fast and cheap, for large amounts.', ...price(0.1, 0.5) }),
  gpt('gpt-6-sol', 'GPT-6 Sol', {
    description: 'The Sol before 6.1.',
    maxOutputTokens: 128_000,
    ...price(2, 10),
    successor: 'gpt-6.1-sol',
  }),
  gpt('gpt-5.6-sol', 'GPT-5.6 Sol', {
    aliases: ['gpt-5.6'],
    description: 'The flagship of the generation before.',
    ...frontier,
    ...price(4, 20),
    successor: 'gpt-6.1-sol',
  }),
  gpt('gpt-5.6-terra', 'GPT-5.6 Terra', {
    description: 'Balances intelligence and cost.',
    ...frontier,
    ...price(2, 12),
    successor: 'gpt-6.1-terra',
  }),
  gpt('gpt-5.6-luna', 'GPT-5.6 Luna', {
    description: 'Fast and cheap.',
    ...frontier,
    ...price(0.2, 1.2),
    successor: 'gpt-6-luna',
  }),
  gpt('gpt-5.5', 'GPT-5.5', { description: 'An older flagship.', ...frontier, ...price(5, 30) }),
  gpt('gpt-5.4', 'GPT-5.4', { description: 'An older flagship.', ...frontier, ...price(2.5, 15) }),
  gpt('gpt-5.4-mini', 'GPT-5.4 mini', { description: 'An older small model.', ...price(0.75, 4.5) }),
  gpt('gpt-5', 'GPT-5', {
    description: 'An older flagship.',
    ...price(1.25, 10),
    retiresOn: '2026-12-11',
    successor: 'gpt-5.6-sol',
  }),
  gpt('gpt-5-mini', 'GPT-5 mini', { description: 'An older small model.', retiresOn: '2026-12-11' }),
  gpt('gpt-4.1', 'GPT-4.1', { description: 'Without reasoning.', ...price(2, 8), ...classic, successor: 'gpt-6-luna' }),
  gpt('gpt-4.1-mini', 'GPT-4.1 mini', {
    description: 'Small, without reasoning.',
    ...price(0.4, 1.6),
    ...classic,
    successor: 'gpt-6-luna',
  }),
  gpt('gpt-4o', 'GPT-4o', {
    description: 'Without reasoning.',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    ...price(2.5, 10),
    ...classic,
    successor: 'gpt-6-luna',
  }),
  gpt('gpt-4o-mini', 'GPT-4o mini', {
    description: 'Small, without reasoning.',
    contextTokens: 128_000,
    maxOutputTokens: 16_384,
    ...price(0.15, 0.6),
    ...classic,
    successor: 'gpt-6-luna',
  }),
];

/**
 * What is known of models under Azure OpenAI. Azure sets its own prices by region and its own dates of retirement by
 * deployment, so neither is taken over from OpenAI.
 */
export const azureModels: readonly CatalogueModel[] = openAiModels
  .filter((model) => model.id === 'gpt-4o' || model.id === 'gpt-4o-mini')
  .map((model) => ({
    ...model,
    name: `${model.name} (Azure)`,
    inputPriceUsd: null,
    outputPriceUsd: null,
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
  }));
