import type { ModelProvider } from '../../core/ports.ts';
import { toListedByName } from '../merge-models.ts';
import type { ProviderOptions } from '../provider-options.ts';
import { noKey } from '../wire/no-key.ts';
import { parseBaseUrl } from '../wire/parse-base-url.ts';
import { toSaid } from '../wire/to-failure.ts';
import { createChatProvider, listEntries } from './chat-provider.ts';

/** Any server that speaks like OpenAI: one on the own machine, a company's gateway, another maker's. */
export function createCompatibleProvider(options: ProviderOptions): ModelProvider {
  const configured = (): ReturnType<typeof options.configuration.providers>['compatible'] =>
    options.configuration.providers().compatible;
  const name = (): string => configured().name ?? 'The OpenAI-compatible server';
  return createChatProvider(options, {
    id: 'compatible',
    name,
    known: [],
    facts: [],
    features: { json_mode: true, structured_output: false },
    needsKey: () => configured().needsKey,
    limitName: 'max_tokens',
    expected: () => configured().models,

    async connect() {
      const { baseUrl, needsKey } = configured();
      if (baseUrl === null || baseUrl.trim() === '') {
        return {
          reason: 'not_configured',
          message: 'No OpenAI-compatible server is set up. Enter its base URL in the settings.',
        };
      }
      const address = parseBaseUrl(baseUrl, name());
      if (typeof address !== 'string') return address;
      const key = (await options.secrets.get('compatible'))?.trim() || null;
      return key === null && needsKey ? noKey(name()) : { baseUrl: address, key };
    },

    async createClient({ baseUrl, key }, shared) {
      const { OpenAI } = await import('openai');
      // The package insists on a key; where the server takes none, the header that would carry it is left out.
      return new OpenAI({
        ...shared,
        apiKey: key ?? 'none',
        baseURL: baseUrl,
        ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
      });
    },

    async list(client, _connection, signal) {
      const own = configured().models.map((id) => toListedByName(id));
      try {
        const listed = await listEntries(client, signal);
        return listed.length > 0 ? listed : own;
      } catch (cause) {
        // Not every server has a list; then the names in the settings are the list.
        const status = toSaid(cause)?.status;
        if (own.length > 0 && (status === 404 || status === 405 || status === 501)) return own;
        throw cause;
      }
    },
  });
}
