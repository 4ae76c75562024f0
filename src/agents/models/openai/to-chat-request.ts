import type { ModelRequest } from '../../core/ports.ts';
import { toTurns } from '../to-turns.ts';
import type { RequestBody } from '../wire/adapt-request.ts';

/** What the limit is called: OpenAI's newer models refuse `max_tokens`, many compatible servers know nothing else. */
export type LimitName = 'max_tokens' | 'max_completion_tokens';

/** A request as Chat Completions takes it, with temperature and top-p whether or not the model takes them. */
export function toChatRequest(request: ModelRequest, limitName: LimitName): RequestBody {
  return {
    model: request.model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      ...(request.system.trim() === '' ? [] : [{ role: 'system', content: request.system }]),
      ...toTurns(request.messages).map(({ role, text }) => ({ role, content: text })),
    ],
    ...(request.maxOutputTokens === null ? {} : { [limitName]: request.maxOutputTokens }),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.topP === null ? {} : { top_p: request.topP }),
  };
}
