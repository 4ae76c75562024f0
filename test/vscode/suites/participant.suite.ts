import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { client, until } from '../support/conductor.ts';

describe('@conductor in the editor’s chat', () => {
  after(async () => vscode.commands.executeCommand('workbench.action.chat.newChat'));

  it('is answered by the same host, in a conversation of its own', async () => {
    const host = await client();
    await vscode.commands.executeCommand('workbench.action.chat.open', {
      query: '@conductor Which file holds the job queue?',
      mode: 'ask',
    });
    await new Promise((r)=>setTimeout(r,45000)); await vscode.commands.executeCommand('workbench.action.chat.copyAll').then(undefined,()=>0); console.log('TEMP clip', await vscode.env.clipboard.readText());  console.log('TEMP', JSON.stringify((await host.call('GET /api/conversations', { query: {} })).conversations.map(c=>c.title)));
    const conversation = await until('the conversation', async () => {
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
