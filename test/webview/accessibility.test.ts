import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { after, afterEach, before, describe, it } from 'mocha';
import { Workshop, type Panel } from './support/open-panel.ts';
import { failing, richAnswer } from './support/scripts.ts';
import { themes, type ThemeName } from './themes.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds grave enough to keep somebody out, one line each. */
async function seriousViolations(panel: Panel, axe: string): Promise<string[]> {
  await panel.frame().evaluate(axe);
  const run = 'axe.run(document, { resultTypes: ["violations"] })';
  const results = await panel.frame().evaluate<AxeResults>(run);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

describe('every screen in every theme', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  let panel: Panel;
  let axe: string;

  before(async () => {
    workshop = await Workshop.open();
    axe = await readFile(axePath, 'utf8');
  });
  afterEach(async () => {
    await panel.close();
    assert.deepEqual(workshop.troubles.splice(0), []);
  });
  after(() => workshop.close());

  const say = async (words: string): Promise<void> => {
    const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill(words);
    await composer.press('Enter');
  };
  const check = async (): Promise<void> => assert.deepEqual(await seriousViolations(panel, axe), []);

  for (const theme of Object.keys(themes) as ThemeName[]) {
    describe(theme, () => {
      it('first screen', async () => {
        panel = await workshop.panel({ theme });
        await panel.frame().getByText('Add a key').waitFor();
        await check();
      });

      it('conversation, with an answer and a failure', async () => {
        panel = await workshop.panel({ theme });
        await panel.page.evaluate(
          (scripts) => void window.fake.host.scripts.push(...scripts),
          [
            richAnswer,
            failing('no_key', 'Give a key.'),
            failing('rate_limited', 'Too fast.', { retryAfterMs: 60_000 }),
          ],
        );
        await say('Why?');
        await panel.frame().getByText('1,284 tokens').waitFor();
        await say('Or?');
        await panel.frame().getByText('Give a key.').waitFor();
        await say('And?');
        await panel.frame().getByText('Too fast.').waitFor();
        await check();
      });

      it('list of conversations, with a toast', async () => {
        panel = await workshop.panel({
          theme,
          prepare: (page) =>
            page.evaluate(() => {
              for (const title of ['One', 'Two', 'Three']) window.fake.host.addConversation({ title });
            }),
        });
        await panel.page.evaluate(() => window.fake.tell({ name: 'command', command: 'showHistory' }));
        await panel.frame().locator('.history-open').first().focus();
        await panel.page.keyboard.press('Delete');
        await panel.frame().getByRole('button', { name: 'Undo' }).waitFor();
        await check();
      });

      it('@ menu, a chip and an open menu', async () => {
        panel = await workshop.panel({ theme });
        const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
        await panel.page.evaluate(() => {
          const { name, ...item } = {
            name: 'x',
            kind: 'file' as const,
            path: 'src/a.ts',
            uri: 'file:///a.ts',
            languageId: 'ts',
            startLine: 1,
            endLine: 2,
            text: 'a',
            truncated: false,
          };
          window.fake.tell({
            name: 'compose',
            text: name,
            intent: 'ask',
            context: [item],
            send: false,
            newConversation: false,
          });
        });
        await panel.frame().getByText('a.ts').waitFor();
        await composer.pressSequentially(' @');
        await panel.frame().getByRole('option').first().waitFor();
        await check();
        await composer.press('Escape');
        await panel.frame().getByRole('button', { name: 'Add context' }).click();
        await panel.frame().getByRole('menuitem').first().waitFor();
        await check();
      });
    });
  }

  it('gives a screen reader the whole of a conversation of 100 messages, without virtual rows', async () => {
    panel = await workshop.panel({
      bodyClass: 'vscode-using-screen-reader',
      prepare: (page) =>
        page.evaluate(() => {
          const row = window.fake.host.addConversation({ title: 'All of it' });
          for (let turn = 0; turn < 50; turn += 1) {
            window.fake.host.addMessage(row.id, { role: 'user', content: `Question ${turn}` });
            window.fake.host.addMessage(row.id, { role: 'assistant', content: `Answer ${turn}` });
          }
          window.fake.viewState.conversationId = row.id;
        }),
    });
    await panel.frame().getByText('Answer 49').waitFor();
    assert.equal(await panel.frame().getByRole('article').count(), 100);
  });
});
