import { anthropicWire } from './anthropic-wire.ts';
import { chatWire } from './chat-wire.ts';
import type { ModelServerScript, RecordedRequest } from './model-server.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';
import { json } from './wire-dialect.ts';

export interface EveryMakerOptions {
  readonly answer: (request: RecordedRequest) => ScriptedAnswer;
  /** By maker; the first of each is the newest. */
  readonly models: { readonly anthropic: readonly string[]; readonly chat: readonly string[] };
  /** Between two events of an answer. */
  readonly delayMs?: number;
}

/**
 * A script that answers as Anthropic, OpenAI, Azure OpenAI or a compatible server, by the path that is asked for: one
 * server for whole-product tests and for trying the product out without a key.
 */
export function answerEveryMaker(options: EveryMakerOptions): ModelServerScript {
  return (request) => {
    const path = request.path.split('?')[0] ?? '';
    const isAnthropic = request.headers['anthropic-version'] !== undefined;
    const wire = isAnthropic ? anthropicWire : chatWire;
    if (request.method === 'GET' && path.endsWith('/models')) {
      return wire.models(isAnthropic ? options.models.anthropic : options.models.chat);
    }
    if (path.endsWith('/messages') || path.endsWith('/chat/completions')) {
      return {
        pieces: wire.frames(options.answer(request)),
        ...(options.delayMs === undefined ? {} : { delayMs: options.delayMs }),
      };
    }
    return json(404, { error: { type: 'not_found_error', message: `There is nothing at ${path}.` } });
  };
}
