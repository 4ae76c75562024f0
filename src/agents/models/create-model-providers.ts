import type { ModelProvider } from '../core/ports.ts';
import { createAnthropicProvider } from './anthropic/anthropic-provider.ts';
import { createAzureProvider } from './openai/azure-provider.ts';
import { createCompatibleProvider } from './openai/compatible-provider.ts';
import { createOpenAiProvider } from './openai/openai-provider.ts';
import type { ProviderOptions } from './provider-options.ts';

/** The providers that are reached over the network. Keys and configuration are read on each use. */
export function createModelProviders(options: ProviderOptions): ModelProvider[] {
  return [
    createAnthropicProvider(options),
    createOpenAiProvider(options),
    createAzureProvider(options),
    createCompatibleProvider(options),
  ];
}
