import type { ScriptedAnswer, ScriptedFailure } from './scripted-answer.ts';
import { json, type WireDialect } from './wire-dialect.ts';

function frame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

const head = { id: 'chatcmpl-9nYQ', object: 'chat.completion.chunk', created: 1_763_700_000, model: 'gpt-6.1-sol' };
const finishReasons = { stop: 'stop', length: 'length', refusal: 'content_filter' };

function chunk(delta: Record<string, unknown>, finishReason: string | null = null): string {
  return frame({ ...head, choices: [{ index: 0, delta, finish_reason: finishReason, logprobs: null }], usage: null });
}

function frames(answer: ScriptedAnswer): string[] {
  return [
    chunk({ role: 'assistant', content: '' }),
    ...answer.parts.map(({ type, delta }) =>
      chunk(type === 'text' ? { content: delta } : { reasoning_content: delta }),
    ),
    chunk({}, finishReasons[answer.finish]),
    frame({
      ...head,
      choices: [],
      usage: {
        prompt_tokens: answer.inputTokens,
        completion_tokens: answer.outputTokens,
        total_tokens: answer.inputTokens + answer.outputTokens,
      },
    }),
    'data: [DONE]\n\n',
  ];
}

const failures: Readonly<
  Record<ScriptedFailure, readonly [status: number, type: string, code: string | null, message: string]>
> = {
  wrong_key: [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided: sk-test****alue.'],
  permission_denied: [
    403,
    'invalid_request_error',
    'unsupported_country',
    'Country, region, or territory not supported',
  ],
  rate_limited: [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for requests per min (RPM): Limit 3.'],
  overloaded: [503, 'server_error', null, 'The engine is currently overloaded, please try again later'],
  context_too_long: [
    400,
    'invalid_request_error',
    'context_length_exceeded',
    'This model’s maximum context length is 128000 tokens.',
  ],
  model_not_found: [
    404,
    'invalid_request_error',
    'model_not_found',
    'The model `gpt-none` does not exist or you do not have access to it.',
  ],
  refused: [
    400,
    'invalid_request_error',
    'content_filter',
    'The response was filtered due to the prompt triggering the content management policy.',
  ],
  no_credit: [
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ],
  provider_error: [500, 'server_error', null, 'The server had an error while processing your request.'],
};

function errorBody(failure: ScriptedFailure): { error: Record<string, unknown> } {
  const [, type, code, message] = failures[failure];
  return { error: { message, type, param: null, code } };
}

/** OpenAI's Chat Completions, and whoever speaks like it. */
export const chatWire: WireDialect = {
  frames,
  // After the reason to finish come the usage and `[DONE]`.
  wholeAfter: (answer) => frames(answer).length - 2,
  failure: (failure, headers) => json(failures[failure][0], errorBody(failure), headers),
  failureFrame: (failure) => frame(errorBody(failure)),
  unknownFrame: 'event: hologram\ndata: {"object":"chat.completion.hologram","beams":[1]}\n\n',
  models: (ids) =>
    json(200, {
      object: 'list',
      data: ids.map((id) => ({ id, object: 'model', created: 1_763_700_000, owned_by: 'test' })),
    }),
};
