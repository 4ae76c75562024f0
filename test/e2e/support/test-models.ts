import { answerEveryMaker } from '../../support/model-server/answer-every-maker.ts';
import { anthropicWire } from '../../support/model-server/anthropic-wire.ts';
import { startModelServer, type ModelServer } from '../../support/model-server/model-server.ts';

export interface TestModelsOptions {
  /** The whole answer to everything. */
  readonly answer: string;
  /** Between two words; without it an answer comes at once. */
  readonly wordDelayMs?: number;
  /** The only key that Anthropic's side takes. */
  readonly key?: string;
}

/** A server on loopback that speaks as Anthropic and as an OpenAI-compatible server. */
export function startTestModels(options: TestModelsOptions): Promise<ModelServer> {
  const words = options.answer.split(/(?<=\s)/);
  const play = answerEveryMaker({
    answer: () => ({
      parts: words.map((delta) => ({ type: 'text', delta })),
      finish: 'stop',
      inputTokens: 120,
      outputTokens: words.length,
    }),
    models: { anthropic: ['claude-sonnet-5-5'], chat: ['test-model'] },
    ...(options.wordDelayMs === undefined ? {} : { delayMs: options.wordDelayMs }),
  });
  return startModelServer((request) => {
    const isAnthropic = request.headers['anthropic-version'] !== undefined;
    const isRefused =
      isAnthropic && options.key !== undefined && request.headers['authorization'] !== `Bearer ${options.key}`;
    return isRefused ? anthropicWire.failure('wrong_key') : play(request);
  });
}

/** So many different words that an answer's pieces can be told apart. */
export function manyWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index + 1}`).join(' ');
}
