import type { Configuration, ProviderConfiguration, Secrets } from '../core/ports.ts';
import type { ProviderId } from '../protocol/model.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const keyNames: Partial<Record<ProviderId, readonly string[]>> = {
  anthropic: ['ANTHROPIC_API_KEY'],
  openai: ['OPENAI_API_KEY'],
  azure: ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_KEY'],
  compatible: ['CONDUCTOR_COMPATIBLE_API_KEY'],
};

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value.trim();
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

const nothing = { dispose: () => undefined };

/** Keys from environment variables, for a host without an editor. */
export function secretsFromEnvironment(environment: Environment): Secrets {
  return {
    get: (provider) => {
      const value = (keyNames[provider] ?? []).map((name) => nonEmpty(environment[name])).find((key) => key !== null);
      return Promise.resolve(value ?? undefined);
    },
    onChange: () => nothing,
  };
}

/** Addresses of providers from environment variables, under the names that the providers' own tools use. */
export function configurationFromEnvironment(environment: Environment): Configuration {
  const providers: ProviderConfiguration = {
    anthropic: { baseUrl: nonEmpty(environment['ANTHROPIC_BASE_URL']) },
    openai: { baseUrl: nonEmpty(environment['OPENAI_BASE_URL']) },
    azure: {
      endpoint: nonEmpty(environment['AZURE_OPENAI_ENDPOINT']),
      deployments: list(environment['AZURE_OPENAI_DEPLOYMENT']),
      apiVersion: nonEmpty(environment['OPENAI_API_VERSION']),
    },
    compatible: {
      baseUrl: nonEmpty(environment['CONDUCTOR_COMPATIBLE_BASE_URL']),
      name: nonEmpty(environment['CONDUCTOR_COMPATIBLE_NAME']),
      models: list(environment['CONDUCTOR_COMPATIBLE_MODELS']),
      needsKey: nonEmpty(environment['CONDUCTOR_COMPATIBLE_API_KEY']) !== null,
    },
  };
  return { providers: () => providers, overrides: () => ({}), onChange: () => nothing };
}
