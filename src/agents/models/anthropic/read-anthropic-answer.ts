import type { ModelEvent } from '../../core/ports.ts';
import type { FailureContext } from '../wire/failure-context.ts';
import { countOf, isRecord, textOf } from '../wire/loose-json.ts';
import { toStreamCut } from '../wire/network-failure.ts';
import { toProviderFailure } from '../wire/provider-failure.ts';
import type { WireEvent } from '../wire/read-events.ts';
import { readProviderSaid } from '../wire/to-failure.ts';

type Finish = Extract<ModelEvent, { type: 'finish' }>['reason'];
type Progress = { inputTokens: number; outputTokens: number; finish: Finish | null };

/**
 * The events of the Messages API as a model's. Events of unknown types are passed over, as its documentation asks. The
 * answer is whole as soon as its reason to stop is known; what fails after that no longer counts.
 */
export async function* readAnthropicAnswer(
  events: AsyncIterable<WireEvent>,
  context: FailureContext,
): AsyncGenerator<ModelEvent> {
  const progress: Progress = { inputTokens: 0, outputTokens: 0, finish: null };
  try {
    for await (const { data } of events) {
      if (!isRecord(data)) continue;
      if (data['type'] === 'error') {
        yield { type: 'failed', error: toProviderFailure(readProviderSaid(data), context) };
        return;
      }
      if (data['type'] === 'message_stop') {
        yield { type: 'finish', reason: progress.finish ?? 'stop' };
        return;
      }
      yield* readEvent(data, progress);
    }
  } catch (cause) {
    if (progress.finish === null) throw cause;
  }
  yield progress.finish === null
    ? { type: 'failed', error: toStreamCut(context) }
    : { type: 'finish', reason: progress.finish };
}

function* readEvent(data: Record<string, unknown>, progress: Progress): Generator<ModelEvent> {
  switch (data['type']) {
    case 'message_start':
      if (isRecord(data['message'])) yield* readUsage(data['message']['usage'], progress);
      return;
    case 'content_block_start':
      yield* readBlock(data['content_block']);
      return;
    case 'content_block_delta':
      yield* readDelta(data['delta']);
      return;
    case 'message_delta':
      yield* readUsage(data['usage'], progress);
      yield* readStop(data['delta'], progress);
      return;
    default:
  }
}

/** A block may begin with text in it; usually it begins empty. */
function* readBlock(block: unknown): Generator<ModelEvent> {
  if (!isRecord(block)) return;
  if (block['type'] === 'text') yield* toText('text', block['text']);
  if (block['type'] === 'thinking') yield* toText('thinking', block['thinking']);
}

function* readDelta(delta: unknown): Generator<ModelEvent> {
  if (!isRecord(delta)) return;
  if (delta['type'] === 'text_delta') yield* toText('text', delta['text']);
  if (delta['type'] === 'thinking_delta') yield* toText('thinking', delta['thinking']);
}

function* toText(type: 'text' | 'thinking', delta: unknown): Generator<ModelEvent> {
  if (typeof delta === 'string' && delta !== '') yield { type, delta };
}

/** What was read is the sum of three counts: new, written to the cache, and read from it. Each event tells totals. */
function* readUsage(usage: unknown, progress: Progress): Generator<ModelEvent> {
  if (!isRecord(usage)) return;
  const parts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map((key) =>
    countOf(usage[key]),
  );
  const input = parts[0] === null ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  progress.inputTokens = Math.max(progress.inputTokens, input ?? 0);
  progress.outputTokens = Math.max(progress.outputTokens, countOf(usage['output_tokens']) ?? 0);
  yield { type: 'usage', inputTokens: progress.inputTokens, outputTokens: progress.outputTokens };
}

function* readStop(delta: unknown, progress: Progress): Generator<ModelEvent> {
  if (!isRecord(delta) || typeof delta['stop_reason'] !== 'string') return;
  progress.finish = toFinish(delta['stop_reason']);
  const details = delta['stop_details'];
  const explanation = isRecord(details) ? textOf(details['explanation']).trim() : '';
  if (progress.finish === 'refusal' && explanation !== '') yield { type: 'notice', message: explanation };
}

function toFinish(stopReason: string): Finish {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'refusal';
    default:
      return 'stop';
  }
}
