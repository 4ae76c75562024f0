import { estimateTokens } from '../../core/estimate-tokens.ts';
import type { Clock, ModelEvent, ModelProvider, ModelRequest, Workspace } from '../../core/ports.ts';
import { toConductorError, toErrorBody } from '../../protocol/conductor-error.ts';
import type { Model } from '../../protocol/model.ts';
import { guardAnswer } from '../wire/guard-answer.ts';
import { answer } from './answer.ts';
import { defaultLimits, Desk } from './desk.ts';
import { toInquiry } from './inquiry.ts';
import { createPace, splitWords } from './pace.ts';
import type { ReadLimits } from './search/choose-files.ts';
import { FileCache } from './search/file-index.ts';
import type { Work } from './work.ts';

export interface LocalProviderOptions {
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** How fast answers are written; 0 writes as fast as it can. */
  readonly wordsPerSecond?: number;
  /** What one question may read of the workspace. */
  readonly limits?: Partial<ReadLimits>;
}

const builtInModel: Model = {
  ref: 'local/built-in',
  provider: 'local',
  id: 'built-in',
  name: 'Built in (no key, not a language model)',
  description:
    'Searches, quotes, explains and checks your code by fixed rules, on this machine and offline. It derives everything from the code and makes nothing up; open questions need a language model.',
  contextTokens: 1_000_000,
  maxOutputTokens: null,
  inputPriceUsd: 0,
  outputPriceUsd: 0,
  capabilities: { tools: false, vision: false, thinking: false },
  deprecatedOn: null,
  retiresOn: null,
  successor: null,
  unusable: null,
};

/** Words are shown smoothly: fast enough to read along, slow enough to be stopped. */
const defaultWordsPerSecond = 400;
/** The index of about 3,000 files; five bytes an entry, so 15 MB at most. */
const cacheBounds = { mostEntries: 3_000_000, mostTerms: 250_000 };

/** The model that needs no key and no network: deterministic rules over the attached code and the workspace. */
export function createLocalProvider(options: LocalProviderOptions): ModelProvider {
  const cache = new FileCache(cacheBounds);
  return {
    id: 'local',
    describe: () =>
      Promise.resolve({
        id: 'local',
        name: 'Built in',
        json_mode: false,
        structured_output: false,
        available: true,
        unusable: null,
        needsKey: false,
      }),
    listModels: () => Promise.resolve([builtInModel]),
    stream: (request, signal) =>
      guardAnswer({
        open: (own) => writeAnswer(request, { ...options, cache }, own),
        signal,
        toFailure: (cause) => toErrorBody(toConductorError(cause)),
        toCut: () => ({
          code: 'internal',
          message: 'The built-in model ended its answer without saying so.',
          details: null,
        }),
      }),
  };
}

async function* writeAnswer(
  request: ModelRequest,
  options: LocalProviderOptions & { cache: FileCache },
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const { clock, workspace, cache } = options;
  const inquiry = toInquiry(request.messages);
  const limits = { ...defaultLimits, ...options.limits };
  const release = cache.use();
  try {
    const desk = new Desk({ workspace, clock, cache, limits, items: inquiry.items, signal });
    const wordsPerSecond = options.wordsPerSecond ?? defaultWordsPerSecond;
    yield* speak(answer(inquiry, desk), new Meter(request), { clock, wordsPerSecond, signal });
  } finally {
    release();
  }
}

interface Speech {
  readonly clock: Clock;
  readonly wordsPerSecond: number;
  readonly signal: AbortSignal;
}

/** Says the blocks of an answer word by word at a steady pace, and ends it. */
async function* speak(blocks: Work<void>, meter: Meter, speech: Speech): AsyncGenerator<ModelEvent> {
  const { clock, wordsPerSecond, signal } = speech;
  let pace = createPace(clock, wordsPerSecond);
  let isFirst = true;
  for await (const event of blocks) {
    if (event.type !== 'text') {
      yield event;
      // Work takes time of its own; the words after it do not have to catch up.
      pace = createPace(clock, wordsPerSecond);
      continue;
    }
    for (const delta of splitWords(isFirst ? event.text : `\n\n${event.text}`)) {
      await pace.wait(signal);
      signal.throwIfAborted();
      const fits = meter.take(delta);
      if (fits !== '') yield { type: 'text', delta: fits };
      if (fits !== delta) {
        yield meter.usage();
        yield { type: 'finish', reason: 'length' };
        return;
      }
    }
    isFirst = false;
    yield meter.usage();
  }
  yield meter.usage();
  yield { type: 'finish', reason: 'stop' };
}

/** Counts tokens roughly: what goes in as the host estimates it, what comes out as four characters each. */
class Meter {
  private readonly inputTokens: number;
  private readonly mostCharacters: number;
  private outputTokens = 0;
  private written = 0;

  constructor(request: ModelRequest) {
    const texts = request.messages.flatMap(({ content, context }) => [content, ...context.map(({ text }) => text)]);
    this.inputTokens = [request.system, ...texts].reduce((sum, text) => sum + estimateTokens(text), 0);
    this.mostCharacters = request.maxOutputTokens === null ? Infinity : request.maxOutputTokens * 4;
  }

  /** As much of the text as may still be written. */
  take(delta: string): string {
    const fits = delta.slice(0, Math.max(0, this.mostCharacters - this.written));
    this.written += fits.length;
    this.outputTokens = Math.ceil(this.written / 4);
    return fits;
  }

  usage(): ModelEvent {
    return { type: 'usage', inputTokens: this.inputTokens, outputTokens: this.outputTokens };
  }
}
