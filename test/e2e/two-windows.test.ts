import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until } from '../../scripts/support/until.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import type { ChatView } from './support/chat-view.ts';
import { keylessModels } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { manyWords, startTestModels } from './support/test-models.ts';

const wholeAnswer = manyWords(120);

describe('two windows on the same data', () => {
  let models: ModelServer;
  let editor: Editor;
  let windows: readonly [EditorWindow, EditorWindow];
  let chats: readonly [ChatView, ChatView];

  before(async () => {
    models = await startTestModels({ answer: wholeAnswer, wordDelayMs: 25 });
    editor = await startEditor({ name: 'two-windows', settings: keylessModels(models.url) });
    windows = [await editor.openWindow(), await editor.openWindow()];
    chats = [await openChat(windows[0]), await openChat(windows[1])];
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });

  it('are two extension hosts', async () => {
    assert.equal((await editor.extensionHostPids()).length, 2);
  });

  it('write at the same time and lose nothing', async () => {
    await Promise.all([chats[0].ask('Asked in the first window'), chats[1].ask('Asked in the second window')]);
    for (const chat of chats) {
      await chat.untilAnswer('complete');
      assert.equal(await chat.lastAnswer(), wholeAnswer);
    }
  });

  it('see each other’s conversations', async () => {
    for (const chat of chats) {
      const titles = await until('both titles', async () => {
        const found = await chat.titles();
        return found.length === 2 && found;
      });
      assert.deepEqual(titles.toSorted(), ['Asked in the first window', 'Asked in the second window']);
    }
    await windows[0].takePicture('two-windows-first');
    await windows[1].takePicture('two-windows-second');
  });

  it('read what the other one wrote', async () => {
    await chats[1].open('Asked in the first window');
    await until('the other window’s words', async () => (await chats[1].messages())[0] === 'Asked in the first window');
    assert.equal(await chats[1].lastAnswer(), wholeAnswer);
  });

  it('keep everything over a reload of both', async () => {
    for (const window of windows) {
      await window.reload();
      const chat = await openChat(window);
      assert.equal((await chat.titles()).length, 2);
    }
  });
});
