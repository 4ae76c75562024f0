import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Conversation } from '../../../src/agents/protocol/conversation.ts';
import { client, until } from '../support/conductor.ts';

const askTimeoutMs = 6_000;

/**
 * Asks in the editor's own chat, again until it arrives: a question that is sent before the chat has picked a model is
 * refused by the editor.
 */
async function askInEditorChat(query: string, arrived: () => Promise<Conversation | undefined>): Promise<Conversation> {
  return until(
    'the conversation',
    async () => {
      await vscode.commands.executeCommand('workbench.action.chat.newChat');
      await vscode.commands.executeCommand('workbench.action.chat.open', { query, mode: 'ask' });
      return until('the question', arrived, askTimeoutMs).catch(() => undefined);
    },
    40_000,
  );
}

describe('@conductor in the editor’s chat', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.chat.newChat');
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
  });

  it('is answered by the same host, in a conversation of its own', async () => {
    const host = await client();
    await until('a model', async () => (await vscode.lm.selectChatModels({ vendor: 'conductor' })).length);
    const conversation = await askInEditorChat('@conductor Which file holds the job queue?', async () => {
      const { conversations } = await host.call('GET /api/conversations', { query: { q: 'job queue' } });
      return conversations[0];
    });
    const answer = await until('the answer', async () => {
      const { messages } = await host.call('GET /api/conversations/{id}/messages', {
        params: { id: conversation.id },
        query: {},
      });
      const last = messages.at(-1);
      return last?.role === 'assistant' && last.state === 'complete' && last.content;
    });
    assert.match(answer, /queue\.ts/);
  });
});
