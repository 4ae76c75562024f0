import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createVscodeProvider } from '../../../src/agents/models/vscode/vscode-provider.ts';
import { createFakeLanguageModels, fakeMessages } from './fake-language-models.ts';
import { describeModelContract, plainAnswer, type ModelHarness } from './model-contract.ts';
import { collect, createRequest, systemClock } from './model-fixtures.ts';

function open(): Promise<ModelHarness> {
  const fake = createFakeLanguageModels([
    ['copilot', 'gpt-6.1-sol'],
    ['conductor', 'built-in'],
  ]);
  return Promise.resolve({
    provider: createVscodeProvider({ lm: fake.lm, messages: fakeMessages, clock: systemClock }),
    model: 'copilot/gpt-6.1-sol',
    play: (scene) => fake.play(scene),
    abandoned: () => fake.abandoned(),
    dispose: () => Promise.resolve(),
  });
}

describeModelContract('the editor’s language models', {
  open,
  tells: {
    thinking: false,
    usage: false,
    finishes: ['stop'],
    failures: {
      permission_denied: 'permission_denied',
      model_not_found: 'model_not_found',
      rate_limited: 'rate_limited',
      overloaded: 'overloaded',
      context_too_long: 'context_too_long',
      refused: 'refused',
      // A key of whoever makes the model is nothing that can be entered here.
      wrong_key: 'permission_denied',
      provider_error: 'provider_error',
    },
  },
});

describe('the editor’s language models', () => {
  it('leaves out the models that Conductor itself offers, and does not answer with them', async () => {
    const { provider } = await open();
    const models = await provider.listModels(new AbortController().signal);
    assert.deepEqual(
      models.map((model) => [model.ref, model.name, model.contextTokens, model.unusable]),
      [['vscode/copilot/gpt-6.1-sol', 'The gpt-6.1-sol', 64_000, null]],
    );
    const [event] = await collect(provider, createRequest('conductor/built-in'));
    assert.ok(event?.type === 'failed' && event.error.code === 'model_not_found');
  });

  it('is not available while no extension offers a model', async () => {
    const { lm } = createFakeLanguageModels([['conductor', 'built-in']]);
    const provider = createVscodeProvider({ lm, messages: fakeMessages, clock: systemClock });
    const described = await provider.describe();
    assert.equal(described.available, false);
    assert.equal(described.unusable?.reason, 'not_configured');
    assert.deepEqual(await provider.listModels(new AbortController().signal), []);
  });

  it('sees models that come later', async () => {
    const ids: [string, string][] = [];
    const lm = { selectChatModels: () => createFakeLanguageModels(ids).lm.selectChatModels() };
    const provider = createVscodeProvider({ lm, messages: fakeMessages, clock: systemClock });
    assert.deepEqual(await provider.listModels(new AbortController().signal), []);
    ids.push(['copilot', 'new']);
    assert.equal((await provider.listModels(new AbortController().signal)).length, 1);
  });

  it('puts the instructions first, and passes options on', async () => {
    const fake = createFakeLanguageModels([['copilot', 'm']]);
    fake.play({ kind: 'answer', answer: plainAnswer });
    const provider = createVscodeProvider({ lm: fake.lm, messages: fakeMessages, clock: systemClock });
    await collect(provider, createRequest('copilot/m', { temperature: 0.2, maxOutputTokens: 99 }));
    assert.deepEqual(fake.sent, [
      {
        messages: [
          { role: 'user', content: 'You are brief.' },
          { role: 'user', content: 'What is 2 + 2?' },
        ],
        options: {
          justification: 'To answer in the Conductor chat.',
          modelOptions: { temperature: 0.2, max_tokens: 99 },
        },
      },
    ]);
  });

  it('answers even where tokens cannot be counted', async () => {
    const fake = createFakeLanguageModels([['copilot', 'm']]);
    fake.play({ kind: 'answer', answer: plainAnswer });
    const lm = {
      selectChatModels: async () =>
        (await fake.lm.selectChatModels()).map((model) => ({
          ...model,
          countTokens: () => Promise.reject(new TypeError('cannot count')),
        })),
    };
    const events = await collect(
      createVscodeProvider({ lm, messages: fakeMessages, clock: systemClock }),
      createRequest('copilot/m'),
    );
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
    assert.ok(events.every((event) => event.type !== 'usage'));
  });
});
