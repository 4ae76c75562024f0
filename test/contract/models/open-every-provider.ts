import assert from 'node:assert/strict';
import type { ModelEvent, ModelProvider, ModelRequest, ProviderConfiguration } from '../../../src/agents/core/ports.ts';
import { createModelProviders } from '../../../src/agents/models/create-model-providers.ts';
import type { Model, ProviderId } from '../../../src/agents/protocol/model.ts';
import { answerEveryMaker } from '../../support/model-server/answer-every-maker.ts';
import { startModelServer, type ModelServer, type RecordedRequest } from '../../support/model-server/model-server.ts';
import { plainAnswer } from './model-contract.ts';
import { collect, createConfiguration, createRequest, systemClock, testKey } from './model-fixtures.ts';

const script = answerEveryMaker({
  answer: () => plainAnswer,
  models: {
    anthropic: ['claude-sonnet-5-5', 'claude-next-6'],
    chat: ['gpt-6.1-sol', 'gpt-4o', 'text-embedding-3-large', 'gpt-7-preview', 'gpt-realtime-3', 'whisper-1'],
  },
});

/** Every provider in front of one server; key, settings and day may be changed at any time. */
export interface EveryProvider {
  readonly server: ModelServer;
  key: string | undefined;
  configured: Partial<ProviderConfiguration>;
  /** `YYYY-MM-DD`. */
  today: string;
  provider(id: ProviderId): ModelProvider;
  /** What the provider sent for one question. */
  sent(id: ProviderId, model: string, changes?: Partial<ModelRequest>): Promise<RecordedRequest>;
  /** Models by id. */
  list(id: ProviderId, refresh?: boolean): Promise<ReadonlyMap<string, Model>>;
  failure(id: ProviderId, model: string): Promise<Extract<ModelEvent, { type: 'failed' }>['error']>;
}

export async function openEveryProvider(): Promise<EveryProvider> {
  const server = await startModelServer(script);
  const every: EveryProvider = {
    server,
    key: testKey,
    configured: {
      anthropic: { baseUrl: server.url },
      openai: { baseUrl: `${server.url}/v1` },
      azure: { endpoint: server.url, deployments: ['gpt-4o', 'our-own'], apiVersion: '2026-01-01' },
      compatible: { baseUrl: `${server.url}/v1`, name: 'Workshop', models: [], needsKey: false },
    },
    today: '2026-11-21',
    provider: (id) => providers.find((provider) => provider.id === id) ?? assert.fail(id),
    async sent(id, model, changes = {}) {
      await collect(every.provider(id), createRequest(model, changes));
      return server.requests.at(-1) ?? assert.fail('nothing was sent');
    },
    async list(id, refresh = false) {
      const models = await every.provider(id).listModels(new AbortController().signal, { refresh });
      return new Map(models.map((model) => [model.id, model]));
    },
    async failure(id, model) {
      const event = (await collect(every.provider(id), createRequest(model))).at(-1);
      return event?.type === 'failed' ? event.error : assert.fail(JSON.stringify(event));
    },
  };
  const providers = createModelProviders({
    secrets: { get: () => Promise.resolve(every.key), onChange: () => ({ dispose: () => undefined }) },
    configuration: createConfiguration(() => every.configured),
    clock: systemClock,
    today: () => every.today,
  });
  return every;
}
