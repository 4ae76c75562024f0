import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { anthropicWire } from '../../support/model-server/anthropic-wire.ts';
import { chatWire } from '../../support/model-server/chat-wire.ts';
import { json } from '../../support/model-server/wire-dialect.ts';
import { plainAnswer } from './model-contract.ts';
import { collect, createRequest, testKey, textOf } from './model-fixtures.ts';
import { openEveryProvider, type EveryProvider } from './open-every-provider.ts';

describe('what the providers send and list', () => {
  let every: EveryProvider;

  beforeEach(async () => {
    every = await openEveryProvider();
  });

  afterEach(async () => {
    await every.server.dispose();
  });

  describe('to Anthropic', () => {
    it('sends what the Messages API takes', async () => {
      const { method, path, headers, body } = await every.sent('anthropic', 'claude-sonnet-5-5', {
        temperature: 0.2,
        topP: 0.5,
      });
      assert.deepEqual([method, path], ['POST', '/v1/messages']);
      assert.equal(headers['authorization'], `Bearer ${testKey}`);
      assert.match(String(headers['anthropic-version']), /^\d{4}-\d{2}-\d{2}$/);
      assert.deepEqual(body, {
        model: 'claude-sonnet-5-5',
        max_tokens: 32_000,
        stream: true,
        system: 'You are brief.',
        messages: [{ role: 'user', content: 'What is 2 + 2?' }],
        cache_control: { type: 'ephemeral' },
        thinking: { type: 'adaptive', display: 'summarized' },
      });
    });

    it('sends one of temperature and top-p to models that take one, under the version that has them', async () => {
      const sampling = { temperature: 1.4, topP: 0.5, maxOutputTokens: 900_000 };
      const { headers, body } = await every.sent('anthropic', 'claude-haiku-4-5-20251001', sampling);
      assert.equal(headers['anthropic-version'], '2023-06-01');
      const { messages, system, ...rest } = body as Record<string, unknown>;
      assert.ok(Array.isArray(messages) && typeof system === 'string');
      assert.deepEqual(rest, {
        model: 'claude-haiku-4-5-20251001',
        max_tokens: 64_000,
        stream: true,
        cache_control: { type: 'ephemeral' },
        temperature: 1,
      });
      const alone = await every.sent('anthropic', 'claude-haiku-4-5-20251001', { topP: 0.5 });
      assert.equal((alone.body as Record<string, unknown>)['top_p'], 0.5);
    });

    it('sends an unknown model what every model takes', async () => {
      const { headers, body } = await every.sent('anthropic', 'claude-next-6', { topP: 0.5 });
      assert.notEqual(headers['anthropic-version'], '2023-06-01');
      assert.deepEqual(Object.keys(body as object).sort(), [
        'cache_control',
        'max_tokens',
        'messages',
        'model',
        'stream',
        'system',
      ]);
      assert.equal((body as Record<string, unknown>)['max_tokens'], 8_192);
    });

    it('sends no empty message, and no system prompt that is empty', async () => {
      const { body } = await every.sent('anthropic', 'claude-sonnet-5-5', {
        system: ' ',
        messages: [
          { role: 'user', content: 'a', intent: 'ask', context: [] },
          { role: 'assistant', content: '', intent: 'ask', context: [] },
          { role: 'user', content: 'b', intent: 'ask', context: [] },
        ],
      });
      const { messages, ...rest } = body as { messages: unknown };
      assert.deepEqual(messages, [{ role: 'user', content: 'a\n\nb' }]);
      assert.equal('system' in rest, false);
    });

    it('counts what was read from the cache, and tells why it refused', async () => {
      const frames = anthropicWire
        .frames({ ...plainAnswer, finish: 'refusal' })
        .map((frame) =>
          frame
            .replace('"cache_read_input_tokens":0', '"cache_read_input_tokens":1000')
            .replace(
              '"stop_sequence":null},"usage"',
              '"stop_sequence":null,"stop_details":{"type":"refusal","category":"bio","explanation":"This is not allowed."}},"usage"',
            ),
        );
      every.server.play(() => ({ pieces: frames }));
      const events = await collect(every.provider('anthropic'), createRequest('claude-sonnet-5-5'));
      assert.deepEqual(events.slice(-3), [
        { type: 'usage', inputTokens: 1_021, outputTokens: 34 },
        { type: 'notice', message: 'This is not allowed.' },
        { type: 'finish', reason: 'refusal' },
      ]);
    });

    it('lists with the facts that Anthropic gives', async () => {
      const entry = {
        type: 'model',
        id: 'claude-sonnet-4-5-20250929',
        display_name: 'Claude Sonnet 4.5',
        max_input_tokens: 200_001,
        max_tokens: 64_001,
        lifecycle: 'deprecated',
        deprecated_at: '2026-09-30T00:00:00Z',
        retires_at: '2026-11-30T00:00:00Z',
        capabilities: { image_input: { supported: true }, thinking: { supported: false } },
      };
      every.server.play(() => json(200, { data: [entry, { id: 7 }, 'odd', null] }));
      every.today = '2026-12-05';
      const model = (await every.list('anthropic')).get(entry.id);
      assert.equal(model?.contextTokens, 200_001);
      assert.equal(model.maxOutputTokens, 64_001);
      assert.deepEqual(model.capabilities, { tools: true, vision: true, thinking: false });
      assert.equal(model.deprecatedOn, '2026-09-30');
      // Its day is over, but Anthropic says that it still answers.
      assert.equal(model.unusable, null);
      assert.equal(model.inputPriceUsd, 3);
    });

    it('takes the day’s word where the server does not say whether a model lives', async () => {
      every.server.play(() => anthropicWire.models(['claude-sonnet-4-5-20250929']));
      assert.equal((await every.list('anthropic')).get('claude-sonnet-4-5-20250929')?.unusable, null);
      every.today = '2026-11-30';
      assert.equal((await every.list('anthropic')).get('claude-sonnet-4-5-20250929')?.unusable?.reason, 'retired');
    });
  });

  describe('to OpenAI', () => {
    it('sends what Chat Completions takes', async () => {
      const { path, headers, body } = await every.sent('openai', 'gpt-6.1-sol', {
        temperature: 0.2,
        maxOutputTokens: 77,
      });
      assert.equal(path, '/v1/chat/completions');
      assert.equal(headers['authorization'], `Bearer ${testKey}`);
      assert.deepEqual(body, {
        model: 'gpt-6.1-sol',
        stream: true,
        stream_options: { include_usage: true },
        messages: [
          { role: 'system', content: 'You are brief.' },
          { role: 'user', content: 'What is 2 + 2?' },
        ],
        max_completion_tokens: 77,
      });
      const classic = (await every.sent('openai', 'gpt-4o', { temperature: 0.2, topP: 0.9 })).body as Record<
        string,
        unknown
      >;
      assert.deepEqual([classic['temperature'], classic['top_p']], [0.2, 0.9]);
    });

    it('lists models that chat, with the day on which OpenAI turns them off', async () => {
      assert.deepEqual(
        [...(await every.list('openai')).values()].filter(({ unusable }) => unusable === null).map(({ id }) => id),
        ['gpt-6.1-sol', 'gpt-4o', 'gpt-7-preview'],
      );
      every.server.play(() => json(200, { data: [{ id: 'gpt-4o', shutdown_date: '2026-11-01' }] }));
      assert.equal((await every.list('openai', true)).get('gpt-4o')?.unusable?.reason, 'retired');
    });

    it('reads an answer that was not streamed', async () => {
      const choice = { message: { role: 'assistant', content: 'Four.' }, finish_reason: 'stop' };
      every.server.play(() => json(200, { choices: [choice], usage: { prompt_tokens: 3, completion_tokens: 2 } }));
      assert.deepEqual(await collect(every.provider('openai'), createRequest('gpt-4o')), [
        { type: 'text', delta: 'Four.' },
        { type: 'usage', inputTokens: 3, outputTokens: 2 },
        { type: 'finish', reason: 'stop' },
      ]);
    });

    it('takes a server at its word that it is done, where it gives no reason', async () => {
      const chunk = JSON.stringify({ choices: [{ delta: { content: 'Four.' } }] });
      every.server.play(() => ({ pieces: [`data: ${chunk}\n\n`, 'data: [DONE]\n\n'] }));
      const events = await collect(every.provider('openai'), createRequest('gpt-4o'));
      assert.deepEqual(events, [
        { type: 'text', delta: 'Four.' },
        { type: 'finish', reason: 'stop' },
      ]);
    });

    it('tells a refusal apart, and a failure under status 200', async () => {
      const refusal = { choices: [{ delta: { refusal: 'I will not.' } }, {}] };
      const end = { choices: [{ delta: {}, finish_reason: 'stop' }] };
      every.server.play(() => ({ pieces: [refusal, end].map((data) => `data: ${JSON.stringify(data)}\n\n`) }));
      const events = await collect(every.provider('openai'), createRequest('gpt-4o'));
      assert.equal(textOf(events), 'I will not.');
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'refusal' });
      every.server.play(() => json(200, { error: { message: 'slow down', code: 'rate_limit_exceeded' } }));
      assert.equal((await every.failure('openai', 'gpt-4o')).code, 'rate_limited');
    });
  });

  describe('to Azure OpenAI', () => {
    for (const suffix of [
      '',
      '/',
      '/openai',
      '/openai/v1/',
      '/openai/deployments/gpt-4o/chat/completions?api-version=1',
      '/api/projects/chat',
    ]) {
      it(`finds the resource behind an endpoint that ends in “${suffix}”`, async () => {
        every.configured = {
          ...every.configured,
          azure: { endpoint: every.server.url + suffix, deployments: ['our-own'], apiVersion: '2026-01-01' },
        };
        const { path, headers } = await every.sent('azure', 'our-own');
        assert.equal(path, '/openai/deployments/our-own/chat/completions?api-version=2026-01-01');
        assert.equal(headers['api-key'], testKey);
        assert.equal(headers['authorization'], undefined);
      });
    }

    it('keeps the path of a gateway in front', async () => {
      every.configured = {
        ...every.configured,
        azure: { endpoint: `${every.server.url}/team-a/`, deployments: ['our-own'], apiVersion: null },
      };
      assert.match(
        (await every.sent('azure', 'our-own')).path,
        /^\/team-a\/openai\/deployments\/our-own\/chat\/completions\?api-version=\d{4}-\d{2}-\d{2}$/,
      );
    });

    it('lists its deployments, and what is known of others as not deployed', async () => {
      const models = await every.list('azure');
      assert.equal(models.get('our-own')?.unusable, null);
      assert.equal(models.get('gpt-4o')?.unusable, null);
      assert.equal(models.get('gpt-4o')?.contextTokens, 128_000);
      assert.equal(models.get('gpt-4o-mini')?.unusable?.reason, 'not_listed');
    });
  });

  describe('to a compatible server', () => {
    it('sends no key where there is none, and the limit’s older name', async () => {
      every.key = undefined;
      const { headers, body } = await every.sent('compatible', 'llama', { maxOutputTokens: 5, temperature: 0.1 });
      assert.equal(headers['authorization'], undefined);
      const { max_tokens: limit, temperature } = body as Record<string, unknown>;
      assert.deepEqual([limit, temperature], [5, 0.1]);
      every.key = 'given';
      assert.equal((await every.sent('compatible', 'llama')).headers['authorization'], 'Bearer given');
    });

    it('lists what the server lists, else the names in the settings', async () => {
      assert.equal((await every.list('compatible')).get('whisper-1')?.unusable, null);
      every.configured = {
        ...every.configured,
        compatible: { baseUrl: `${every.server.url}/none`, name: null, models: ['mine'], needsKey: false },
      };
      every.server.play(() => json(404, {}));
      assert.deepEqual([...(await every.list('compatible')).keys()], ['mine']);
    });

    it('changes the limit’s name where the server asks for it', async () => {
      every.server.play(({ body }) =>
        'max_tokens' in (body as object)
          ? json(400, {
              error: { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." },
            })
          : { pieces: chatWire.frames(plainAnswer) },
      );
      const events = await collect(every.provider('compatible'), createRequest('llama', { maxOutputTokens: 5 }));
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
      assert.ok(events.every(({ type }) => type !== 'notice'));
      assert.equal((every.server.requests.at(-1)?.body as Record<string, unknown>)['max_completion_tokens'], 5);
    });
  });
});
