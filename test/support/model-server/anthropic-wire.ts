import type { ScriptedAnswer, ScriptedFailure } from './scripted-answer.ts';
import { json, type WireDialect } from './wire-dialect.ts';

function frame(data: { readonly type: string } & Record<string, unknown>): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

const stopReasons = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' };

/** A block for each run of parts of the same type, as the Messages API writes them. */
function blockFrames(parts: ScriptedAnswer['parts']): string[] {
  const frames: string[] = [];
  let index = -1;
  let open: 'text' | 'thinking' | null = null;
  const close = (): void => {
    if (open !== null) frames.push(frame({ type: 'content_block_stop', index }));
  };
  for (const { type, delta } of parts) {
    if (type !== open) {
      close();
      index += 1;
      open = type;
      const block = type === 'text' ? { type, text: '' } : { type, thinking: '', signature: '' };
      frames.push(frame({ type: 'content_block_start', index, content_block: block }));
    }
    const piece = type === 'text' ? { type: 'text_delta', text: delta } : { type: 'thinking_delta', thinking: delta };
    frames.push(frame({ type: 'content_block_delta', index, delta: piece }));
  }
  close();
  return frames;
}

function frames(answer: ScriptedAnswer): string[] {
  return [
    frame({
      type: 'message_start',
      message: {
        id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-5-5',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: answer.inputTokens,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
          output_tokens: 1,
        },
      },
    }),
    frame({ type: 'ping' }),
    ...blockFrames(answer.parts),
    frame({
      type: 'message_delta',
      delta: { stop_reason: stopReasons[answer.finish], stop_sequence: null },
      usage: { output_tokens: answer.outputTokens },
    }),
    frame({ type: 'message_stop' }),
  ];
}

const failures: Readonly<Record<ScriptedFailure, readonly [status: number, type: string, message: string]>> = {
  wrong_key: [401, 'authentication_error', 'invalid x-api-key'],
  permission_denied: [403, 'permission_error', 'Your API key does not have permission to use the specified resource.'],
  rate_limited: [429, 'rate_limit_error', 'This request would exceed your rate limit of 50 requests per minute.'],
  overloaded: [529, 'overloaded_error', 'Overloaded'],
  context_too_long: [400, 'invalid_request_error', 'prompt is too long: 215538 tokens > 200000 maximum'],
  model_not_found: [404, 'not_found_error', 'model: claude-none'],
  refused: [400, 'invalid_request_error', 'This request was blocked under our usage policy.'],
  no_credit: [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'],
  provider_error: [500, 'api_error', 'Internal server error'],
};

function errorBody(failure: ScriptedFailure): { type: string; error: { type: string; message: string } } {
  const [, type, message] = failures[failure];
  return { type: 'error', error: { type, message } };
}

/** Anthropic's Messages API. */
export const anthropicWire: WireDialect = {
  frames,
  // The last frame is `message_stop`; the reason to stop stands in the one before.
  wholeAfter: (answer) => frames(answer).length - 1,
  failure: (failure, headers) => json(failures[failure][0], errorBody(failure), headers),
  failureFrame: (failure) => frame(errorBody(failure)),
  unknownFrame: frame({ type: 'content_block_hologram', index: 0, delta: { type: 'hologram_delta', text: 'no' } }),
  models: (ids) =>
    json(200, {
      data: ids.map((id) => ({ type: 'model', id, display_name: `Listed ${id}`, created_at: '2026-01-01T00:00:00Z' })),
      has_more: false,
      first_id: ids[0] ?? null,
      last_id: ids.at(-1) ?? null,
    }),
};
