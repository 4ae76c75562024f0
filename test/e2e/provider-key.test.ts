import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until } from '../../scripts/support/until.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import { anthropicAt, commands } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { startTestModels } from './support/test-models.ts';

const rightKey = 'sk-ant-right-0123456789';
const answer = 'The queue runs three jobs at a time.';
const wrongKey = 'sk-ant-wrong-9876543210';

describe('a provider with a key', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    models = await startTestModels({ answer, wordDelayMs: 30, key: rightKey });
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
    await window.answerInput('Key for Anthropic', key);
  }

  it('answers as soon as its key is set', async () => {
    await setKey(rightKey);
    const chat = await openChat(window);
    await chat.ask('What does the queue do?');
    await chat.untilAnswer('complete');
    assert.equal(await chat.lastAnswer(), answer);
    await window.takePicture('provider-answer-dark');
  });

  it('says in words that a key is wrong, and what helps', async () => {
    const chat = await openChat(window);
    await chat.press(/^Model:/);
    await window.pick('claude-sonnet-5-5');
    // The chat takes the focus back after the choice, and would close what is opened before.
    await until('the focus', async () => (await chat.frame()).evaluate(() => document.hasFocus()));
    await setKey(wrongKey);
    await chat.ask('And with a wrong key?');
    const inner = await chat.frame();
    await inner.getByText('The key was not accepted').waitFor();
    await inner.getByRole('button', { name: 'Choose another model' }).waitFor();
    await window.takePicture('wrong-key-dark');
  });

  it('answers the same question once the key is right', async () => {
    const chat = await openChat(window);
    await chat.press('Add a key');
    await window.answerInput('Key for Anthropic', rightKey);
    await until('the answer', async () => (await chat.messages()).filter((words) => words === answer).length === 2);
    assert.ok((await chat.messages()).includes('And with a wrong key?'));
  });

  it('shows no key anywhere in the chat or in its data', async () => {
    const words = await (await openChat(window)).frame().then((frame) => frame.locator('body').innerText());
    assert.ok(!words.includes(rightKey) && !words.includes(wrongKey));
  });
});
