import type { ModelProvider } from '../../core/ports.ts';
import { catalogue, findCatalogueModel } from '../catalogue.ts';
import type { ProviderOptions } from '../provider-options.ts';
import { noKey } from '../wire/no-key.ts';
import { parseBaseUrl } from '../wire/parse-base-url.ts';
import { createChatProvider, listEntries } from './chat-provider.ts';

const name = 'OpenAI';
const publicBaseUrl = 'https://api.openai.com/v1';

/**
 * OpenAI lists everything it makes under one roof; these answer no chat, or only over its Responses API. A model of the
 * catalogue is a chat model whatever it is called.
 */
const notForChat =
  /embedding|whisper|tts|dall-e|image|audio|realtime|transcribe|translate|moderation|sora|babbage|davinci|instruct|search|computer-use|deep-research|codex|-pro\b|live/;

function answersChat(id: string): boolean {
  if (findCatalogueModel(catalogue.openai, id) !== undefined) return true;
  return /^(gpt-|chatgpt-|o\d|ft:)/.test(id) && !notForChat.test(id);
}

/** OpenAI's models over Chat Completions. */
export function createOpenAiProvider(options: ProviderOptions): ModelProvider {
  return createChatProvider(options, {
    id: 'openai',
    name: () => name,
    known: catalogue.openai,
    facts: catalogue.openai,
    features: { json_mode: true, structured_output: true },
    needsKey: () => true,
    limitName: 'max_completion_tokens',

    async connect() {
      const key = (await options.secrets.get('openai'))?.trim() ?? '';
      if (key === '') return noKey(name);
      const baseUrl = parseBaseUrl(options.configuration.providers().openai.baseUrl ?? publicBaseUrl, name);
      return typeof baseUrl === 'string' ? { baseUrl, key } : baseUrl;
    },

    async createClient({ baseUrl, key }, shared) {
      const { OpenAI } = await import('openai');
      return new OpenAI({ ...shared, apiKey: key, baseURL: baseUrl });
    },

    async list(client, _connection, signal) {
      return (await listEntries(client, signal)).filter((model) => answersChat(model.id));
    },
  });
}
