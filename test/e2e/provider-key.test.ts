import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { ModelServer } from '../support/model-server/model-server.ts';
import { anthropicAt, commands } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { startTestModels } from './support/test-models.ts';

const rightKey = 'sk-ant-right-0123456789';
const wrongKey = 'sk-ant-wrong-9876543210';

describe('a provider with a key', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    models = await startTestModels({ answer: 'The queue runs three jobs at a time.', wordDelayMs: 30, key: rightKey });
    editor = await startEditor({ name: 'provider-key', settings: anthropicAt(models.url) });
    window = await editor.openWindow();
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });

  async function setKey(key: string): Promise<void> {
    await window.runCommand(commands.setKey);
    await window.pick('Anthropic');
    await window.answerInput(key);
  }

  it('says in words that a key is wrong, and offers to set another', async () => {
    await setKey(wrongKey);
    const chat = await openChat(window);
    await chat.ask('What does the queue do?');
    await chat.untilAnswer('failed', 'complete');
    const words = await (await chat.frame()).locator('body').innerText();
    assert.match(words, /key/i);
    await window.takePicture('wrong-key-dark');
  });

  it('answers with the right key', async () => {
    await setKey(rightKey);
    const chat = await openChat(window);
    await chat.newChat();
    await chat.ask('What does the queue do?');
    await chat.untilAnswer('complete');
    assert.equal(await chat.lastAnswer(), 'The queue runs three jobs at a time.');
    assert.equal(models.requests.at(-1)?.headers['x-api-key'], rightKey);
  });
});
