import { answerEveryMaker } from '../../support/model-server/answer-every-maker.ts';
import { startModelServer, type ModelServer } from '../../support/model-server/model-server.ts';

/** A server on loopback that says one thing, in OpenAI's protocol. */
export function startTestModels(answer: string): Promise<ModelServer> {
  return startModelServer(
    answerEveryMaker({
      answer: () => ({ parts: [{ type: 'text', delta: answer }], finish: 'stop', inputTokens: 3, outputTokens: 5 }),
      models: { anthropic: [], chat: ['test-model'] },
    }),
  );
}
