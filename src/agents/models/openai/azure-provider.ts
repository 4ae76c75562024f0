import type { ModelProvider } from '../../core/ports.ts';
import type { Unusable } from '../../protocol/model.ts';
import { catalogue } from '../catalogue.ts';
import { toListedByName } from '../merge-models.ts';
import type { ProviderOptions } from '../provider-options.ts';
import { noKey } from '../wire/no-key.ts';
import { parseBaseUrl } from '../wire/parse-base-url.ts';
import { toSaid } from '../wire/to-failure.ts';
import type { Connection } from '../wire/wire-provider.ts';
import { createChatProvider, listEntries } from './chat-provider.ts';

interface AzureConnection extends Connection {
  readonly deployments: readonly string[];
  readonly apiVersion: string;
}

const name = 'Azure OpenAI';
/** The newest dated version of the data plane that is generally available. */
const usualApiVersion = '2024-10-21';

/**
 * The address of the resource, out of whatever address of it a person copied: the portals show it with the path of a
 * project, of a deployment, or of the newer API behind it.
 */
function toAzureEndpoint(endpoint: string): string {
  const url = new URL(endpoint);
  const path = url.pathname.replace(/\/(api\/projects|openai|models)(\/.*)?$/, '').replace(/\/+$/, '');
  return `${url.origin}${path}`;
}

/** Models that a person deployed under Azure OpenAI; a model is named by its deployment. */
export function createAzureProvider(options: ProviderOptions): ModelProvider {
  const notConfigured = (message: string): Unusable => ({ reason: 'not_configured', message });
  return createChatProvider<AzureConnection>(options, {
    id: 'azure',
    name: () => name,
    known: catalogue.azure,
    facts: catalogue.openai,
    features: { json_mode: true, structured_output: true },
    needsKey: () => true,
    limitName: 'max_completion_tokens',
    expected: () => options.configuration.providers().azure.deployments,

    async connect() {
      const { endpoint, deployments, apiVersion } = options.configuration.providers().azure;
      if (endpoint === null || endpoint.trim() === '') {
        return notConfigured('Azure OpenAI is not set up. Enter the endpoint and the deployments in the settings.');
      }
      if (deployments.length === 0) {
        return notConfigured('Azure OpenAI needs the name of a deployment in the settings.');
      }
      const address = parseBaseUrl(endpoint, name);
      if (typeof address !== 'string') return address;
      const key = (await options.secrets.get('azure'))?.trim() ?? '';
      if (key === '') return noKey(name);
      return { baseUrl: toAzureEndpoint(address), key, deployments, apiVersion: apiVersion?.trim() || usualApiVersion };
    },

    async createClient({ baseUrl, key, apiVersion }, shared) {
      const { AzureOpenAI } = await import('openai');
      return new AzureOpenAI({
        ...shared,
        ...(key === null ? {} : { apiKey: key }),
        // Given as the base URL, so that one in the environment is not looked at.
        baseURL: `${baseUrl}/openai`,
        apiVersion,
      });
    },

    /** A key can list the models of a resource but not its deployments: the list only tells whether key and address hold. */
    async list(client, { deployments }, signal) {
      try {
        await listEntries(client, signal);
      } catch (cause) {
        const status = toSaid(cause)?.status;
        // A gateway in front of the resource need not know this path.
        if (status !== 404 && status !== 405) throw cause;
      }
      return deployments.map((id) => toListedByName(id));
    },
  });
}
