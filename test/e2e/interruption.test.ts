import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { until } from '../../scripts/support/until.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import { keylessModels } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { manyWords, startTestModels } from './support/test-models.ts';

const wholeAnswer = manyWords(300);

describe('an interruption in mid-stream', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    models = await startTestModels({ answer: wholeAnswer, wordDelayMs: 25 });
    editor = await startEditor({ name: 'interruption', settings: keylessModels(models.url) });
    window = await editor.openWindow();
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });
  beforeEach(async () => {
    const chat = await openChat(window);
    if ((await chat.messages()).length > 0) await chat.newChat();
  });

  it('a hidden view comes back with the whole answer', async () => {
    const chat = await openChat(window);
    await chat.ask('Count while I look elsewhere.');
    await chat.untilWriting(40);
    await window.openView('Explorer');
    await until('the chat to be hidden', async () => (await window.framesWith('.composer')).length === 0);
    const back = await openChat(window);
    await back.untilAnswer('complete');
    assert.equal(await back.lastAnswer(), wholeAnswer);
  });

  it('a view whose document is lost comes back with the whole answer', async () => {
    const chat = await openChat(window);
    await chat.ask('Count while the view is lost.');
    await chat.untilWriting(40);
    const lost = await chat.frame();
    await lost.evaluate(() => location.replace('about:blank'));
    await until('the document to be gone', async () => (await window.framesWith('.composer')).length === 0);
    await chat.untilAnswer('complete');
    assert.equal(await chat.lastAnswer(), wholeAnswer);
  });

  it('a killed extension host keeps the question and what was written, and says that it was interrupted', async () => {
    const chat = await openChat(window);
    await chat.ask('Count until the host dies.');
    await chat.untilWriting(400);
    const seen = await chat.lastAnswer();
    const killed = await editor.killExtensionHosts();
    assert.equal(killed.length, 1);
    await until('another extension host', async () => {
      const pids = await editor.extensionHostPids();
      return pids.some((pid) => !killed.includes(pid));
    });
    const back = await openChat(window);
    await back.untilAnswer('interrupted', 'complete');
    const kept = await back.lastAnswer();
    // All but the last half second: 25 ms a word are 20 words.
    const words = seen.split(' ').length - 20;
    assert.ok(
      kept.split(' ').length >= words,
      `${kept.split(' ').length} of ${seen.split(' ').length} words were kept`,
    );
    assert.ok(wholeAnswer.startsWith(kept));
    assert.ok((await back.messages()).includes('Count until the host dies.'));
    await window.takePicture('host-killed-dark');
  });

  it('a reload of the window keeps the question and what was written', async () => {
    const chat = await openChat(window);
    await chat.ask('Count until the window reloads.');
    await chat.untilWriting(400);
    const seen = await chat.lastAnswer();
    await window.reload();
    const back = await openChat(window);
    await back.untilAnswer('interrupted', 'complete', 'stopped');
    const kept = await back.lastAnswer();
    assert.ok(kept.split(' ').length >= seen.split(' ').length - 20);
    assert.ok(wholeAnswer.startsWith(kept));
    assert.ok((await back.messages()).includes('Count until the window reloads.'));
  });

  it('every conversation is still there after a last reload', async () => {
    await window.reload();
    const chat = await openChat(window);
    const titles = await chat.titles();
    assert.equal(titles.filter((title) => title.startsWith('Count')).length, 4);
  });
});
