import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { openChat } from './support/open-chat.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { startEditor, type Editor } from './support/start-editor.ts';

describe('the first start, without a key', () => {
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    editor = await startEditor({ name: 'first-start' });
    window = await editor.openWindow();
  });
  after(() => editor.stop());

  it('opens on an invitation that says who answers', async () => {
    const chat = await openChat(window);
    const invitation = (await chat.frame()).locator('.empty');
    await invitation.getByText('What shall we work on?').waitFor();
    await invitation.getByText('The built-in model answers until you add a key.').waitFor();
    await window.takePicture('first-start-dark');
    await window.setSideBarWidth(520);
    await window.takePicture('first-start-dark-wide');
  });

  it('answers about this workspace at the press of a suggestion', async () => {
    const chat = await openChat(window);
    await chat.press('Explain how this workspace starts');
    await chat.untilAnswer('complete');
    const answer = await chat.lastAnswer();
    assert.match(answer, /main\.ts/);
    await window.takePicture('first-answer-dark');
  });

  it('answers a question in words of one’s own', async () => {
    const chat = await openChat(window);
    await chat.newChat();
    await chat.ask('Where is the retry delay worked out?');
    await chat.untilAnswer('complete');
    assert.match(await chat.lastAnswer(), /retry-delay\.ts/);
    assert.equal(await chat.draft(), '');
  });

  it('lists both conversations', async () => {
    const chat = await openChat(window);
    const titles = await chat.titles();
    assert.equal(titles.length, 2);
    await window.takePicture('history-dark');
  });
});
