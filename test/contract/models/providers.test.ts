import { createAnthropicProvider } from '../../../src/agents/models/anthropic/anthropic-provider.ts';
import { createAzureProvider } from '../../../src/agents/models/openai/azure-provider.ts';
import { createCompatibleProvider } from '../../../src/agents/models/openai/compatible-provider.ts';
import { createOpenAiProvider } from '../../../src/agents/models/openai/openai-provider.ts';
import { anthropicWire } from '../../support/model-server/anthropic-wire.ts';
import { chatWire } from '../../support/model-server/chat-wire.ts';
import { describeModelContract, type ModelContractOptions } from './model-contract.ts';
import { createConfiguration, createSecrets, systemClock } from './model-fixtures.ts';
import { describeWireContract } from './wire-contract.ts';
import { openWireHarness, type WireSetup } from './wire-harness.ts';

const shared = (fetch: typeof globalThis.fetch | undefined) => ({
  secrets: createSecrets(),
  clock: systemClock,
  ...(fetch === undefined ? {} : { fetch }),
});

const setups: Readonly<Record<string, WireSetup>> = {
  Anthropic: {
    wire: anthropicWire,
    model: 'claude-sonnet-5-5',
    createProvider: (baseUrl, fetch) =>
      createAnthropicProvider({
        ...shared(fetch),
        configuration: createConfiguration(() => ({ anthropic: { baseUrl } })),
      }),
  },
  'Anthropic, an unknown model': {
    wire: anthropicWire,
    model: 'claude-tomorrow-9',
    createProvider: (baseUrl, fetch) =>
      createAnthropicProvider({
        ...shared(fetch),
        configuration: createConfiguration(() => ({ anthropic: { baseUrl } })),
      }),
  },
  OpenAI: {
    wire: chatWire,
    model: 'gpt-4o',
    createProvider: (baseUrl, fetch) =>
      createOpenAiProvider({
        ...shared(fetch),
        configuration: createConfiguration(() => ({ openai: { baseUrl: `${baseUrl}/v1` } })),
      }),
  },
  'Azure OpenAI': {
    wire: chatWire,
    model: 'gpt-4o',
    createProvider: (baseUrl, fetch) =>
      createAzureProvider({
        ...shared(fetch),
        configuration: createConfiguration(() => ({
          azure: { endpoint: baseUrl, deployments: ['gpt-4o'], apiVersion: null },
        })),
      }),
  },
  'a compatible server': {
    wire: chatWire,
    model: 'qwen/qwen3-coder:30b',
    createProvider: (baseUrl, fetch) =>
      createCompatibleProvider({
        ...shared(fetch),
        configuration: createConfiguration(() => ({
          compatible: { baseUrl: `${baseUrl}/v1/`, name: 'Workshop', models: [], needsKey: false },
        })),
      }),
  },
};

const tells: ModelContractOptions['tells'] = {
  thinking: true,
  usage: true,
  finishes: ['stop', 'length', 'refusal'],
  failures: {
    wrong_key: 'wrong_key',
    permission_denied: 'permission_denied',
    rate_limited: 'rate_limited',
    overloaded: 'overloaded',
    context_too_long: 'context_too_long',
    model_not_found: 'model_not_found',
    refused: 'refused',
    no_credit: 'provider_error',
    provider_error: 'provider_error',
  },
};

for (const [name, setup] of Object.entries(setups)) {
  describeModelContract(name, { open: () => openWireHarness(setup), tells });
  describeWireContract(name, setup);
}
