import type { Model, ModelList, ProviderId } from '../../agents/protocol/model.ts';

/** One row of the list of models, before the editor draws it. */
export type ModelRow =
  | { readonly kind: 'separator'; readonly provider: ProviderId; readonly usable: boolean }
  | { readonly kind: 'model'; readonly model: Model; readonly isDefault: boolean };

const providerOrder: readonly ProviderId[] = ['anthropic', 'openai', 'azure', 'compatible', 'vscode', 'local'];

function rowsOf(models: readonly Model[], list: ModelList, usable: boolean): ModelRow[] {
  return providerOrder.flatMap((provider): ModelRow[] => {
    const own = models.filter((model) => model.provider === provider);
    if (own.length === 0) return [];
    return [
      { kind: 'separator', provider, usable },
      ...own.map((model): ModelRow => ({ kind: 'model', model, isDefault: model.ref === list.defaultModel })),
    ];
  });
}

/** The models in the order of being offered: those that can be used first, by provider. */
export function toModelRows(list: ModelList): ModelRow[] {
  const isUsable = (model: Model): boolean => model.unusable === null;
  return [
    ...rowsOf(list.models.filter(isUsable), list, true),
    ...rowsOf(
      list.models.filter((model) => !isUsable(model)),
      list,
      false,
    ),
  ];
}

/** What would make a model usable: giving a key, or changing the settings. */
export function remedyFor({ provider, unusable }: Model): 'key' | 'settings' | null {
  if (provider === 'vscode' || provider === 'local') return null;
  switch (unusable?.reason) {
    case 'no_key':
    case 'wrong_key':
      return 'key';
    case 'not_configured':
    case 'unreachable':
      return 'settings';
    default:
      return null;
  }
}

/** `200K`, `1M`. */
export function shortCount(count: number): string {
  if (count >= 1_000_000) return `${Number((count / 1_000_000).toFixed(1))}M`;
  return count >= 1_000 ? `${Math.round(count / 1_000)}K` : String(count);
}

/** `$3 / $15`: for a million tokens in and out. Null where it is not known. */
export function priceOf({ inputPriceUsd, outputPriceUsd }: Model): string | null {
  return inputPriceUsd === null || outputPriceUsd === null ? null : `$${inputPriceUsd} / $${outputPriceUsd}`;
}
