import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { until } from '../../scripts/support/until.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import type { ChatView } from './support/chat-view.ts';
import { keylessModels } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { startTestModels } from './support/test-models.ts';

const code = 'export const answered = 42;';

describe('code of an answer', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;
  let chat: ChatView;

  before(async () => {
    models = await startTestModels({ answer: `Use this:\n\n\`\`\`typescript\n${code}\n\`\`\`\n\nThat is all.` });
    editor = await startEditor({
      name: 'use-code',
      settings: { ...keylessModels(models.url), 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 },
    });
    window = await editor.openWindow();
    await window.openFile('src/cache.ts');
    chat = await openChat(window);
    await chat.ask('Write a constant.');
    await chat.untilAnswer('complete');
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });

  const fileText = (): Promise<string> => readFile(join(editor.folder, 'src', 'cache.ts'), 'utf8');

  it('is inserted at the cursor', async () => {
    await window.selectLines(5, 4);
    await chat.pressCode('Insert at the cursor');
    await until('the code in the file', async () => (await fileText()).split('\n')[4]?.startsWith(code));
    await window.takePicture('code-inserted-dark');
  });

  it('opens as a tab in its language', async () => {
    await chat.pressCode('Open in a new tab');
    await until('the tab', async () => (await window.activeTab()) !== 'cache.ts');
    await until('the code in it', async () => (await window.editorText()).trim() === code);
    assert.match(await window.page.locator('.statusbar').innerText(), /TypeScript/);
  });

  it('replaces the selection after a look at the difference', async () => {
    await window.openFile('src/cache.ts');
    const first = (await fileText()).split('\n')[0];
    assert.notEqual(first, code);
    await window.selectLines(1, 1);
    await chat.pressCode('Replace the selection');
    await window.page.locator('.monaco-diff-editor').waitFor();
    assert.equal((await fileText()).split('\n')[0], first);
    await window.takePicture('replace-diff-dark');
    await window.pressButton(/^Accept Replacement/);
    await until('the change in the file', async () => (await fileText()).startsWith(code));
  });
});
