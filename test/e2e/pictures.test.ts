import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { until } from '../../scripts/support/until.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import type { ChatView } from './support/chat-view.ts';
import { keylessModels } from './support/conductor.ts';
import type { EditorWindow } from './support/editor-window.ts';
import { openChat } from './support/open-chat.ts';
import { startEditor, type Editor } from './support/start-editor.ts';
import { startTestModels } from './support/test-models.ts';

const answer = `The loop in \`request\` never looks at \`options.signal\`:

1. \`fetch\` is called without it, so a request that is under way goes on.
2. \`sleep\` is called without it, so the pause is waited out to its end.

Pass the signal to both, and leave the loop when it is aborted:

\`\`\`typescript
const response = await fetch(url, { method: 'HEAD', redirect: 'follow', signal: options.signal });
if (!worthAnotherTry.has(response.status)) return { ok: response.ok, status: response.status, tries: attempt };
await sleep(retryDelayMs(attempt, response.headers.get('retry-after')), undefined, { signal: options.signal });
\`\`\`

| Call    | Today         | After           |
| ------- | ------------- | --------------- |
| \`fetch\` | goes on       | is stopped      |
| \`sleep\` | is waited out | ends at once    |
`;

/** Each is a theme of the editor and the kind that it tells its webviews. */
const themes = [
  { theme: 'Dark Modern', kind: 'vscode-dark', name: 'dark' },
  { theme: 'Light Modern', kind: 'vscode-light', name: 'light' },
  { theme: 'Default High Contrast', kind: 'vscode-high-contrast', name: 'contrast' },
  { theme: 'Default High Contrast Light', kind: 'vscode-high-contrast-light', name: 'contrast-light' },
];

const widthsPx = { narrow: 260, usual: 400, wide: 760 };

describe('a conversation in every theme and width', () => {
  let models: ModelServer;
  let editor: Editor;
  let window: EditorWindow;
  let chat: ChatView;

  before(async () => {
    models = await startTestModels({ answer });
    editor = await startEditor({ name: 'pictures', settings: keylessModels(models.url) });
    window = await editor.openWindow();
    await window.openFile('src/http-client.ts');
    chat = await openChat(window);
    await chat.ask('Why does Ctrl-C not stop it at once?');
    await chat.untilAnswer('complete');
  });
  after(async () => {
    await editor.stop();
    await models.dispose();
  });

  for (const { theme, kind, name } of themes) {
    it(`is drawn in ${theme}, and nothing is wider than its place`, async () => {
      await editor.setSettings({ ...keylessModels(models.url), 'workbench.colorTheme': theme });
      await until('the theme', async () =>
        (await chat.frame())
          .locator(`body.${kind}`)
          .count()
          .then((count) => count > 0),
      );
      for (const [width, widthPx] of Object.entries(widthsPx)) {
        await window.setSideBarWidth(widthPx);
        const frame = await chat.frame();
        const spare = await frame.evaluate(() => innerWidth - document.documentElement.scrollWidth);
        await window.takePicture(`conversation-${name}-${width}`);
        assert.ok(spare >= 0, `the page is ${-spare} px wider than its place at ${widthPx} px`);
      }
    });
  }
});
