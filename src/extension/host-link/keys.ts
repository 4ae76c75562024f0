import type * as vscode from 'vscode';
import type { Secrets } from '../../agents/core/ports.ts';
import type { ProviderId } from '../../agents/protocol/model.ts';

const prefix = 'conductor.key.';

/** Providers that take a key, in the order of being offered. */
export const keyedProviders = ['anthropic', 'openai', 'azure', 'compatible'] as const;
export type KeyedProvider = (typeof keyedProviders)[number];

export const providerNames: Readonly<Record<ProviderId, string>> = {
  local: 'Conductor',
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  azure: 'Azure OpenAI',
  compatible: 'OpenAI-compatible',
  vscode: 'VS Code',
};

export function isKeyedProvider(provider: ProviderId): provider is KeyedProvider {
  return keyedProviders.some((keyed) => keyed === provider);
}

/** The person's keys, in the editor's secret storage and nowhere else. */
export interface Keys extends Secrets {
  set(provider: KeyedProvider, key: string): Promise<void>;
  remove(provider: KeyedProvider): Promise<void>;
}

export function createKeys(storage: vscode.SecretStorage): Keys {
  const nameOf = (provider: ProviderId): string => `${prefix}${provider}`;
  return {
    get: async (provider) => storage.get(nameOf(provider)),
    set: async (provider, key) => storage.store(nameOf(provider), key),
    remove: async (provider) => storage.delete(nameOf(provider)),
    onChange: (listener) =>
      storage.onDidChange(({ key }) => {
        const provider = keyedProviders.find((id) => nameOf(id) === key);
        if (provider !== undefined) listener(provider);
      }),
  };
}
