import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { chatIn } from './support/chat-view.ts';
import { commands, keylessModels } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { manyWords, startTestModels } from './support/test-models.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';

describe('selected code', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    models = await startTestModels({ answer: manyWords(2_000), wordDelayMs: 20 });
    editor = await startEditor({ name: 'selection', settings: keylessModels(models.url) });
    window = await editor.openWindow();
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });

  it('goes to the model with its question, and what was written before a stop is kept', async () => {
    await window.openFile('src/http-client.ts');
    await window.selectLines(20, 38);
    await window.runCommand(commands.explain);
    const chat = chatIn(window);
    await chat.untilWriting(60);
    await window.takePicture('explain-streaming-dark');
    await chat.press('Stop');
    await chat.untilAnswer('stopped');
    const written = await chat.lastAnswer();
    assert.ok(written.startsWith('word1 word2 word3'));
    assert.ok(!written.includes('word2000'));
    const sent = JSON.stringify(models.requests.at(-1)?.body);
    assert.match(sent, /for \(let attempt = 1; attempt <= options\.tries/);
    assert.match(sent, /http-client\.ts/);
    await models.requests.at(-1)?.abandoned;
  });

  it('shows the stopped answer again after a reload', async () => {
    const before = await chatIn(window).lastAnswer();
    await window.reload();
    const chat = await openChat(window);
    await chat.untilAnswer('stopped');
    assert.equal((await chat.lastAnswer()).trim(), before.trim());
    await window.takePicture('explain-stopped-dark');
  });
});
