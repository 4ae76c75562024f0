import type { ModelEvent } from '../../core/ports.ts';
import type { FailureContext } from '../wire/failure-context.ts';
import { countOf, isRecord } from '../wire/loose-json.ts';
import { toStreamCut } from '../wire/network-failure.ts';
import { toProviderFailure } from '../wire/provider-failure.ts';
import { doneEvent, type WireEvent } from '../wire/read-events.ts';
import { readProviderSaid } from '../wire/to-failure.ts';

type Finish = Extract<ModelEvent, { type: 'finish' }>['reason'];
type Progress = { finish: Finish | null; refused: boolean };

/**
 * The chunks of Chat Completions as a model's events, from OpenAI and from the many servers that speak like it. The
 * answer is whole as soon as its reason to finish is known: what comes after is the count of tokens, and what fails after
 * that no longer counts.
 */
export async function* readChatAnswer(
  events: AsyncIterable<WireEvent>,
  context: FailureContext,
): AsyncGenerator<ModelEvent> {
  const progress: Progress = { finish: null, refused: false };
  try {
    for await (const { event, data } of events) {
      // Some servers give no reason, and only say that they are done.
      if (event === doneEvent) progress.finish ??= 'stop';
      if (!isRecord(data)) continue;
      const failure = event === 'error' ? data : (data['error'] ?? null);
      if (failure !== null) {
        yield { type: 'failed', error: toProviderFailure(readProviderSaid(failure), context) };
        return;
      }
      yield* readChunk(data, progress);
    }
  } catch (cause) {
    if (progress.finish === null) throw cause;
  }
  yield progress.finish === null
    ? { type: 'failed', error: toStreamCut(context) }
    : { type: 'finish', reason: progress.refused ? 'refusal' : progress.finish };
}

function* readChunk(chunk: Record<string, unknown>, progress: Progress): Generator<ModelEvent> {
  const choices: unknown = chunk['choices'];
  const choice: unknown = Array.isArray(choices) ? choices[0] : null;
  if (isRecord(choice)) {
    // A server that does not stream sends `message` where others send `delta`.
    yield* readDelta(choice['delta'] ?? choice['message'], progress);
    if (typeof choice['finish_reason'] === 'string') progress.finish = toFinish(choice['finish_reason']);
  }
  const usage = chunk['usage'];
  if (!isRecord(usage)) return;
  const inputTokens = countOf(usage['prompt_tokens']);
  const outputTokens = countOf(usage['completion_tokens']);
  if (inputTokens !== null && outputTokens !== null) yield { type: 'usage', inputTokens, outputTokens };
}

function* readDelta(delta: unknown, progress: Progress): Generator<ModelEvent> {
  if (!isRecord(delta)) return;
  // DeepSeek and vLLM write `reasoning_content`, OpenRouter and newer vLLM `reasoning`.
  const thinking = delta['reasoning_content'] ?? delta['reasoning'];
  if (typeof thinking === 'string' && thinking !== '') yield { type: 'thinking', delta: thinking };
  if (typeof delta['content'] === 'string' && delta['content'] !== '') yield { type: 'text', delta: delta['content'] };
  if (typeof delta['refusal'] === 'string' && delta['refusal'] !== '') {
    progress.refused = true;
    yield { type: 'text', delta: delta['refusal'] };
  }
}

function toFinish(reason: string): Finish {
  switch (reason) {
    case 'length':
      return 'length';
    case 'content_filter':
      return 'refusal';
    default:
      return 'stop';
  }
}
