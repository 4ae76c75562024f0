import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { isEndState } from '../../../src/agents/protocol/end-state.ts';
import {
  registerChatModelProvider,
  type ChatModelProvider,
  type ModelInformation,
} from '../../../src/extension/adapters/language-model-api.ts';
import { api, client, extensionId, until } from '../support/conductor.ts';

async function ownModel(): Promise<vscode.LanguageModelChat> {
  await api();
  return until('a model', async () => {
    const found = await vscode.lm.selectChatModels({ vendor: 'conductor' });
    return found.find(({ id }) => id === 'local/built-in');
  });
}

describe('the host’s models in the editor', () => {
  it('can be selected, and answer', async () => {
    const model = await ownModel();
    const question = vscode.LanguageModelChatMessage.User('Which file works out the retry delay?');
    const pieces: string[] = [];
    for await (const piece of (await model.sendRequest([question])).text) pieces.push(piece);
    assert.ok(pieces.length > 1, 'it came in one piece');
    assert.match(pieces.join(''), /retry-delay\.ts/);
    assert.ok((await model.countTokens('four letters')) > 0);
  });

  it('leave no conversation behind', async () => {
    const host = await client();
    for (const archived of ['true', 'false'] as const) {
      const { conversations } = await host.call('GET /api/conversations', { query: { archived } });
      assert.deepEqual(
        conversations.filter(({ title }) => title === 'Asked by another extension'),
        [],
      );
    }
  });

  it('stop when the one who asked goes away', async () => {
    const model = await ownModel();
    const source = new vscode.CancellationTokenSource();
    const question = vscode.LanguageModelChatMessage.User('Explain how this workspace starts.');
    const response = await model.sendRequest([question], {}, source.token);
    let count = 0;
    const read = async (): Promise<void> => {
      for await (const piece of response.text) {
        assert.notEqual(piece, '');
        count += 1;
        if (count === 2) source.cancel();
      }
    };
    await read().catch((cause: unknown) => assert.ok(cause instanceof Error));
    const atEnd = count;
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(count, atEnd);
    source.dispose();
  });

  it('are not offered to the host again', async () => {
    await ownModel();
    const { models } = await (await client()).call('GET /api/models', { query: { refresh: 'true' } });
    assert.deepEqual(
      models.filter(({ ref }) => ref.startsWith('vscode/conductor/')),
      [],
    );
  });
});

interface ManifestPart {
  readonly contributes?: { readonly languageModelChatProviders?: readonly { readonly vendor: string }[] };
}

/** The editor takes models only under a vendor that a manifest names; these are the other extensions'. */
function otherVendors(): string[] {
  return vscode.extensions.all
    .filter(({ id }) => id !== extensionId)
    .flatMap(({ packageJSON }) => (packageJSON as ManifestPart).contributes?.languageModelChatProviders ?? [])
    .map(({ vendor }) => vendor)
    .filter((vendor) => !vendor.startsWith('copilot'));
}

const otherModel: ModelInformation = {
  id: 'test-model',
  name: 'Test model',
  family: 'test',
  version: '1',
  maxInputTokens: 8_000,
  maxOutputTokens: 1_000,
  capabilities: {},
};

/** A model as another extension would offer it; says what it was asked. */
const otherProvider: ChatModelProvider = {
  onDidChangeLanguageModelChatInformation: () => new vscode.Disposable(() => undefined),
  provideLanguageModelChatInformation: () => Promise.resolve([otherModel]),
  provideLanguageModelChatResponse: (...[, messages, , progress]) => {
    const last = messages
      .at(-1)
      ?.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''));
    progress.report(new vscode.LanguageModelTextPart('You asked: '));
    progress.report(new vscode.LanguageModelTextPart(last?.join('') ?? ''));
    return Promise.resolve();
  },
  provideTokenCount: () => Promise.resolve(7),
};

/** Offers the model under the first vendor that the editor then finds it by. */
async function offerOtherModel(): Promise<{ readonly vendor: string; readonly offered: vscode.Disposable }> {
  for (const vendor of otherVendors()) {
    const offered = registerChatModelProvider(vendor, otherProvider);
    assert.ok(offered, 'this editor takes no models');
    const models = await vscode.lm.selectChatModels({ vendor });
    if (models.some(({ id }) => id === otherModel.id)) return { vendor, offered };
    offered.dispose();
  }
  throw new Error('no vendor took the model');
}

describe('another extension’s model', () => {
  it('answers a question in Conductor', async () => {
    const host = await client();
    const { vendor, offered } = await offerOtherModel();
    try {
      const ref = `vscode/${vendor}/${otherModel.id}`;
      const model = await until('the model', async () => {
        const { models } = await host.call('GET /api/models', { query: { refresh: 'true' } });
        return models.find((candidate) => candidate.ref === ref && candidate.unusable === null);
      });
      assert.equal(model.contextTokens, otherModel.maxInputTokens);
      const { id } = await host.call('POST /api/conversations', { body: { model: ref } });
      await host.call('POST /api/conversations/{id}/messages', { params: { id }, body: { content: 'Who are you?' } });
      const answer = await until('the answer', async () => {
        const { messages } = await host.call('GET /api/conversations/{id}/messages', { params: { id }, query: {} });
        const last = messages.at(-1);
        return last?.role === 'assistant' && isEndState(last.state) && last;
      });
      assert.equal(answer.error, null);
      assert.match(answer.content, /^You asked: [\s\S]*Who are you\?/);
      assert.equal(answer.usage?.outputTokens, 7);
    } finally {
      offered.dispose();
    }
  });
});
