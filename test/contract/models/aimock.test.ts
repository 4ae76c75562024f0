import assert from 'node:assert/strict';
import { LLMock } from '@copilotkit/aimock';
import { after, before, describe, it } from 'mocha';
import type { ModelProvider } from '../../../src/agents/core/ports.ts';
import { createModelProviders } from '../../../src/agents/models/create-model-providers.ts';
import { collect, createConfiguration, createRequest, createSecrets, systemClock, textOf } from './model-fixtures.ts';

/** The same providers against an imitation of the makers' servers that was written by others. */
describe('model providers against aimock', () => {
  const mock = new LLMock({ port: 0 });
  const models = { anthropic: 'claude-sonnet-5-5', openai: 'gpt-4o', azure: 'gpt-4o', compatible: 'llama-4' } as const;
  let providers: ModelProvider[];

  before(async () => {
    const usage = { input_tokens: 21, output_tokens: 9, prompt_tokens: 21, completion_tokens: 9 };
    mock.onMessage('2 + 2', { content: 'Four, since two and two make four.', usage });
    mock.onMessage('think', { content: 'Yes.', reasoning: 'Let me see.' });
    await mock.start();
    const configuration = createConfiguration(() => ({
      anthropic: { baseUrl: mock.url },
      openai: { baseUrl: `${mock.url}/v1` },
      azure: { endpoint: mock.url, deployments: [models.azure], apiVersion: '2024-10-21' },
      compatible: { baseUrl: `${mock.url}/v1`, name: null, models: [], needsKey: true },
    }));
    providers = createModelProviders({ secrets: createSecrets(), configuration, clock: systemClock });
  });

  after(async () => {
    await mock.stop();
  });

  for (const [index, [id, model]] of Object.entries(models).entries()) {
    describe(id, () => {
      const provider = (): ModelProvider => providers[index]!;

      it('answers', async () => {
        assert.equal(provider().id, id);
        const events = await collect(provider(), createRequest(model));
        assert.equal(textOf(events), 'Four, since two and two make four.');
        assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
        assert.deepEqual(
          events.findLast((event) => event.type === 'usage'),
          { type: 'usage', inputTokens: 21, outputTokens: 9 },
        );
      });

      it('thinks', async () => {
        const messages = [{ role: 'user', content: 'think', intent: 'ask', context: [] }] as const;
        const events = await collect(provider(), createRequest(model, { messages }));
        assert.equal(textOf(events, 'thinking'), 'Let me see.');
        assert.equal(textOf(events), 'Yes.');
      });

      it('tells failures', async () => {
        mock.nextRequestError(429, {
          message: 'Rate limit reached',
          type: 'rate_limit_error',
          code: 'rate_limit_exceeded',
        });
        const [event] = await collect(provider(), createRequest(model));
        assert.ok(event?.type === 'failed');
        assert.equal(event.error.code, 'rate_limited');
      });

      it('lists models', async () => {
        const listed = await provider().listModels(new AbortController().signal);
        assert.ok(listed.some(({ unusable }) => unusable === null));
      });
    });
  }
});
