import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { api, client, until } from '../support/conductor.ts';

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
