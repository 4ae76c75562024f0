import type { CatalogueModel } from './catalogue-model.ts';

const large = { contextTokens: 1_000_000, maxOutputTokens: 128_000 };
const small = { contextTokens: 200_000, maxOutputTokens: 64_000 };
/** Models that think only when a request gives them a budget, and take one of temperature and top-p. */
const thinksOnRequest = { thinksAdaptively: false, sampling: 'one' } as const;

function price(inputPriceUsd: number, outputPriceUsd: number): { inputPriceUsd: number; outputPriceUsd: number } {
  return { inputPriceUsd, outputPriceUsd };
}

function claude(id: string, name: string, known: Partial<CatalogueModel> & { description: string }): CatalogueModel {
  return {
    id,
    name,
    contextTokens: null,
    maxOutputTokens: null,
    inputPriceUsd: null,
    outputPriceUsd: null,
    capabilities: { tools: true, vision: true, thinking: true },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    // From Opus 4.7 on, a temperature or top-p is answered with status 400.
    sampling: 'none',
    thinksAdaptively: true,
    ...known,
  };
}

/**
 * Anthropic's models. Names and end-of-life dates from @anthropic-ai/sdk 1.11.0 (its `Model` type, `DEPRECATED_MODELS`
 * and change log); windows and prices from platform.claude.com/docs/en/models/<name>/overview. Read in November 2026.
 */
export const anthropicModels: readonly CatalogueModel[] = [
  claude('claude-sonnet-5-5', 'Claude Sonnet 5.5', {
    description: 'The best balance of speed and intelligence. For everyday coding and writing.',
    ...large,
    ...price(2, 10),
  }),
  claude('claude-opus-5-5', 'Claude Opus 5.5', {
    description: 'For long, hard coding tasks and knowledge work.',
    ...large,
    ...price(4, 20),
  }),
  claude('claude-haiku-5-5', 'Claude Haiku 5.5', {
    description: 'Very fast and cheap. Prompts of more than 100,000 tokens cost five times as much.',
    ...large,
    ...price(0.1, 0.5),
  }),
  claude('claude-fable-5-2', 'Claude Fable 5.2', { description: 'For the hardest problems. Slower.' }),
  claude('claude-fable-5-1', 'Claude Fable 5.1', {
    description: 'For the hardest problems. Slower.',
    ...large,
    ...price(10, 50),
    successor: 'claude-fable-5-2',
  }),
  claude('claude-sonnet-5', 'Claude Sonnet 5', {
    description: 'The Sonnet before 5.5.',
    ...large,
    ...price(2, 10),
    successor: 'claude-sonnet-5-5',
  }),
  claude('claude-opus-5', 'Claude Opus 5', {
    description: 'The Opus before 5.5.',
    ...large,
    ...price(5, 25),
    successor: 'claude-opus-5-5',
  }),
  claude('claude-fable-5', 'Claude Fable 5', {
    description: 'The first Fable.',
    ...large,
    ...price(10, 50),
    successor: 'claude-fable-5-1',
  }),
  claude('claude-opus-4-8', 'Claude Opus 4.8', {
    description: 'An older Opus.',
    ...large,
    ...price(5, 25),
    ...thinksOnRequest,
    sampling: 'none',
    successor: 'claude-opus-5-5',
  }),
  claude('claude-opus-4-7', 'Claude Opus 4.7', {
    description: 'An older Opus.',
    ...large,
    ...price(5, 25),
    ...thinksOnRequest,
    sampling: 'none',
    successor: 'claude-opus-5-5',
  }),
  claude('claude-sonnet-4-6', 'Claude Sonnet 4.6', {
    description: 'An older Sonnet.',
    ...large,
    ...price(3, 15),
    ...thinksOnRequest,
    successor: 'claude-sonnet-5-5',
  }),
  claude('claude-opus-4-6', 'Claude Opus 4.6', {
    description: 'An older Opus.',
    ...large,
    ...price(5, 25),
    ...thinksOnRequest,
    successor: 'claude-opus-5-5',
  }),
  claude('claude-opus-4-5-20251101', 'Claude Opus 4.5', {
    aliases: ['claude-opus-4-5'],
    description: 'An older Opus.',
    ...small,
    ...price(5, 25),
    ...thinksOnRequest,
    successor: 'claude-opus-5-5',
  }),
  claude('claude-haiku-4-5-20251001', 'Claude Haiku 4.5', {
    aliases: ['claude-haiku-4-5'],
    description: 'Fast, for simple tasks.',
    ...small,
    ...price(1, 5),
    ...thinksOnRequest,
    successor: 'claude-haiku-5-5',
  }),
  claude('claude-sonnet-4-5-20250929', 'Claude Sonnet 4.5', {
    aliases: ['claude-sonnet-4-5'],
    description: 'An older Sonnet.',
    ...small,
    ...price(3, 15),
    ...thinksOnRequest,
    deprecatedOn: '2026-09-30',
    retiresOn: '2026-11-30',
    successor: 'claude-sonnet-5-5',
  }),
  claude('claude-opus-4-1-20250805', 'Claude Opus 4.1', {
    aliases: ['claude-opus-4-1'],
    description: 'An older Opus.',
    contextTokens: 200_000,
    maxOutputTokens: 32_000,
    ...price(15, 75),
    ...thinksOnRequest,
    deprecatedOn: '2026-06-05',
    retiresOn: '2026-08-05',
    successor: 'claude-opus-5-5',
  }),
];
