import type { ModelRequest } from '../../core/ports.ts';
import { catalogue, findCatalogueModel } from '../catalogue.ts';
import { toTurns } from '../to-turns.ts';
import type { RequestBody } from '../wire/adapt-request.ts';

/** Where nothing is known of a model: what every one of them can write. */
const unknownMaxTokens = 8_192;
/** The API wants a limit; this one leaves room for thinking and a long answer without reserving all a model can do. */
const usualMaxTokens = 32_000;

/** A request as the Messages API takes it, with temperature and top-p whether or not the model takes them. */
export function toAnthropicRequest(request: ModelRequest): RequestBody {
  const known = findCatalogueModel(catalogue.anthropic, request.model);
  const ceiling = known?.maxOutputTokens ?? null;
  const wanted = request.maxOutputTokens ?? (ceiling === null ? unknownMaxTokens : usualMaxTokens);
  return {
    model: request.model,
    max_tokens: ceiling === null ? wanted : Math.min(wanted, ceiling),
    stream: true,
    ...(request.system.trim() === '' ? {} : { system: request.system }),
    messages: toTurns(request.messages).map(({ role, text }) => ({ role, content: text })),
    // What a conversation begins with is the same in each of its requests, and cheaper to read again from the cache.
    cache_control: { type: 'ephemeral' },
    ...(known?.thinksAdaptively === true ? { thinking: { type: 'adaptive', display: 'summarized' } } : {}),
    // The settings allow up to 2, as other makers do; here 1 is the most.
    ...(request.temperature === null ? {} : { temperature: Math.min(1, request.temperature) }),
    ...(request.topP === null ? {} : { top_p: request.topP }),
  };
}
