import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { closeEditors, client, openChat, services, until } from '../support/conductor.ts';

describe('the chat', () => {
  afterEach(closeEditors);

  it('opens in the side bar and listens', async () => {
    const chat = await openChat();
    assert.equal(chat.isVisible, true);
  });

  it('asks, and the answer is in the host', async () => {
    const chat = await openChat();
    const host = await client();
    chat.tell({
      name: 'compose',
      text: 'Which file reads the links?',
      intent: 'ask',
      context: [],
      send: true,
      newConversation: true,
    });
    const id = await until('the conversation', () => chat.shown.conversationId);
    const messages = await until('the answer', async () => {
      const list = await host.call('GET /api/conversations/{id}/messages', { params: { id }, query: {} });
      return list.messages.at(-1)?.state === 'complete' && list.messages;
    });
    assert.equal(messages[0]?.content, 'Which file reads the links?');
    assert.match(messages[1]?.content ?? '', /find-links\.ts/);
    await until('the chat to say that no answer is written any more', () => !chat.isRunning);
  });

  it('opens as an editor tab on the same conversation, and goes with it', async () => {
    const { surfaces } = await services();
    const { conversationId } = (await openChat()).shown;
    assert.ok(conversationId);
    await vscode.commands.executeCommand('conductor.openChatInEditor');
    const tab = await until('the tab', () => surfaces.all.find(({ place, isReady }) => place === 'tab' && isReady));
    await until('the conversation in the tab', () => tab.shown.conversationId === conversationId);
    assert.equal(surfaces.current, tab);
    await closeEditors();
    await until('the tab to be gone', () => !surfaces.all.includes(tab));
  });

  it('lets go of a hidden document and comes back in a new one', async () => {
    const { surfaces } = await services();
    const chat = await openChat();
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('the chat to be hidden', () => !chat.isVisible);
    assert.equal(chat.isReady, false);
    await openChat();
    assert.equal(surfaces.all.filter(({ place }) => place === 'sidebar').length, 1);
  });
});
