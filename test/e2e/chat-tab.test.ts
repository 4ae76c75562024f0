import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { chatIn } from './support/chat-view.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';

describe('the chat as an editor tab', () => {
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    editor = await startEditor({ name: 'chat-tab', settings: { 'workbench.colorTheme': 'Light Modern' } });
    window = await editor.openWindow();
  });
  after(() => editor.stop());

  it('takes the conversation along', async () => {
    const chat = await openChat(window);
    await chat.ask('How does the cache forget?');
    await chat.untilAnswer('complete');
    await chat.press('More');
    await (await chat.frame()).getByText('Open as editor tab').click();
    const tab = chatIn(window, 'tab');
    await tab.untilAnswer('complete');
    assert.equal(await tab.lastAnswer(), await chat.lastAnswer());
    await window.takePicture('chat-tab-light');
  });

  it('is there again after a reload, with its conversation and what was being written', async () => {
    const tab = chatIn(window, 'tab');
    const before = await tab.lastAnswer();
    const area = (await tab.frame()).getByLabel('Message', { exact: true });
    await area.fill('A question that is not sent');
    await window.page.waitForTimeout(1_000);
    await window.reload();
    await tab.untilAnswer('complete');
    assert.equal(await tab.lastAnswer(), before);
    assert.equal(await tab.draft(), 'A question that is not sent');
  });
});
