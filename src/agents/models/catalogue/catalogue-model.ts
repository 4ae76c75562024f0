import type { Model } from '../../protocol/model.ts';

/** What is known of a model beforehand. Null where no source was found: nothing here is guessed. */
export interface CatalogueModel {
  readonly id: string;
  /** Other names that mean the same model. */
  readonly aliases?: readonly string[];
  readonly name: string;
  readonly description: string;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  /** US dollars for a million tokens, list price of a short prompt. */
  readonly inputPriceUsd: number | null;
  readonly outputPriceUsd: number | null;
  readonly capabilities: Model['capabilities'];
  /** Days, `YYYY-MM-DD`. */
  readonly deprecatedOn: string | null;
  readonly retiresOn: string | null;
  /** The id of the model that its maker names as the next, of the same provider. */
  readonly successor: string | null;
  /** Which of temperature and top-p a request may carry. */
  readonly sampling: 'both' | 'one' | 'none';
  /** True where the model thinks by its own measure, and tells it when asked to. */
  readonly thinksAdaptively: boolean;
}
