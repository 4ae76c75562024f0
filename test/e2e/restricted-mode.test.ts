import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { openChat } from './support/open-chat.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { startEditor, type Editor } from './support/start-editor.ts';

describe('Restricted Mode', () => {
  let editor: Editor;
  let window: EditorWindow;

  before(async () => {
    editor = await startEditor({
      name: 'restricted-mode',
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    window = await editor.openWindow();
  });
  after(() => editor.stop());

  it('is what this window is in', async () => {
    await window.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
  });

  it('answers, and does not read the workspace for it', async () => {
    const chat = await openChat(window);
    await chat.ask('What is a retry loop?');
    await chat.untilAnswer('complete');
    assert.notEqual(await chat.lastAnswer(), '');
    await window.takePicture('restricted-mode-dark');
  });
});
