import type { Model } from '../../protocol/model.ts';
import type { ListedModel } from '../merge-models.ts';
import { countOf, dayOf, isRecord, textOf } from '../wire/loose-json.ts';

/** One entry of `GET /v1/models`; servers that only imitate the API leave most of it out. */
export function toListedAnthropicModel(entry: unknown): ListedModel | null {
  if (!isRecord(entry) || typeof entry['id'] !== 'string' || entry['id'] === '') return null;
  const lifecycle = entry['lifecycle'];
  return {
    id: entry['id'],
    name: textOf(entry['display_name']) || null,
    contextTokens: countOf(entry['max_input_tokens']) || null,
    maxOutputTokens: countOf(entry['max_tokens']) || null,
    capabilities: toCapabilities(entry['capabilities']),
    deprecatedOn: dayOf(entry['deprecated_at']),
    retiresOn: dayOf(entry['retires_at']),
    isRetired: typeof lifecycle === 'string' ? lifecycle === 'retired' : null,
  };
}

function toCapabilities(value: unknown): Model['capabilities'] | null {
  if (!isRecord(value)) return null;
  const has = (key: string): boolean => isRecord(value[key]) && value[key]['supported'] === true;
  // Every Claude model of this API takes tools; the list says so only of the tools that Anthropic runs itself.
  return { tools: true, vision: has('image_input'), thinking: has('thinking') };
}
