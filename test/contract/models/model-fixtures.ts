import { setTimeout as wait } from 'node:timers/promises';
import type {
  Clock,
  Configuration,
  ModelEvent,
  ModelProvider,
  ModelRequest,
  ProviderConfiguration,
  Secrets,
} from '../../../src/agents/core/ports.ts';

export const testKey = 'sk-test-4f1d9c0a7b2e6583-secretvalue';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  async sleep(ms, signal) {
    await wait(ms, undefined, { signal });
  },
};

export function createSecrets(key: string | undefined = testKey): Secrets {
  return { get: () => Promise.resolve(key), onChange: () => ({ dispose: () => undefined }) };
}

const nothingSetUp: ProviderConfiguration = {
  anthropic: { baseUrl: null },
  openai: { baseUrl: null },
  azure: { endpoint: null, deployments: [], apiVersion: null },
  compatible: { baseUrl: null, name: null, models: [], needsKey: false },
};

export function createConfiguration(read: () => Partial<ProviderConfiguration> = () => ({})): Configuration {
  return {
    providers: () => ({ ...nothingSetUp, ...read() }),
    overrides: () => ({}),
    onChange: () => ({ dispose: () => undefined }),
  };
}

export function createRequest(model: string, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model,
    system: 'You are brief.',
    messages: [{ role: 'user', content: 'What is 2 + 2?', intent: 'ask', context: [] }],
    maxOutputTokens: null,
    temperature: null,
    topP: null,
    ...changes,
  };
}

/** Every event of one answer. */
export async function collect(
  provider: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(request, signal)) events.push(event);
  return events;
}

export function textOf(events: readonly ModelEvent[], type: 'text' | 'thinking' = 'text'): string {
  return events.map((event) => (event.type === type ? event.delta : '')).join('');
}

export function isEnd(event: ModelEvent): boolean {
  return event.type === 'finish' || event.type === 'failed';
}
