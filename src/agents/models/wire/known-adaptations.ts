import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { Adaptation, RequestBody } from './adapt-request.ts';

/** What a model is known not to take of temperature and top-p. Where it takes one of them, temperature stays. */
export function toKnownAdaptations(sampling: CatalogueModel['sampling'], body: RequestBody): Adaptation[] {
  const withoutTopP = { parameter: 'top_p', rename: null };
  switch (sampling) {
    case 'both':
      return [];
    case 'one':
      return 'temperature' in body && 'top_p' in body ? [withoutTopP] : [];
    case 'none':
      return [{ parameter: 'temperature', rename: null }, withoutTopP];
  }
}
