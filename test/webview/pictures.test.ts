import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Step } from './fake/fake-run.ts';
import { Workshop, type Panel, type PanelOptions } from './support/open-panel.ts';
import { failing, retryQuestion, richAnswer, slowWords } from './support/scripts.ts';
import { themes, type ThemeName } from './themes.ts';

const sizes = { narrow: 300, sidebar: 420, wide: 900 } as const;
const themeNames = Object.keys(themes) as ThemeName[];

/** Pictures of every screen, for people to look at; what they hold is checked by the other tests. */
describe('pictures', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  let panel: Panel;

  before(async () => {
    workshop = await Workshop.open();
  });
  afterEach(async () => {
    await panel.close();
    assert.deepEqual(workshop.troubles.splice(0), []);
  });
  after(() => workshop.close());

  const open = async (options: PanelOptions): Promise<void> => {
    panel = await workshop.panel({
      height: 900,
      prepare: (page) =>
        page.evaluate(() => {
          const { host } = window.fake;
          const rows: [title: string, daysBack: number, isPinned: boolean][] = [
            ['How releases are cut', 40, true],
            ['Why does the retry loop hang?', 0, false],
            ['Split the cart reducer', 0, false],
            ['Flaky test in checkout', 1, false],
            ['Names for the new module, and where each of them would be used', 3, false],
            ['Regular expression for order numbers', 5, false],
            ['Plan the move to Node 24', 20, false],
            ['What the build does', 75, false],
          ];
          for (const [title, daysBack, isPinned] of rows) {
            const lastMessageAt = new Date(Date.now() - daysBack * 86_400_000).toISOString();
            host.addConversation({ title, isPinned, lastMessageAt });
          }
        }),
      ...options,
    });
  };
  const play = async (words: string, script: Step[], until: string): Promise<void> => {
    await panel.page.evaluate((given) => void window.fake.host.scripts.push(given), script);
    const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill(words);
    await composer.press('Enter');
    await panel.frame().getByText(until).last().waitFor();
  };
  const attach = (): Promise<void> =>
    panel.page.evaluate(() => {
      const item = (path: string, kind: 'selection' | 'file', startLine: number, endLine: number) => ({
        kind,
        path,
        uri: `file:///${path}`,
        languageId: 'typescript',
        startLine,
        endLine,
        text: 'x'.repeat(400),
        truncated: false,
      });
      window.fake.tell({
        name: 'compose',
        text: '',
        intent: 'ask',
        context: [item('src/net/retry.ts', 'selection', 41, 68), item('src/net/client.ts', 'file', 1, 120)],
        send: false,
        newConversation: false,
      });
    });
  const settled = (): Promise<void> => panel.page.waitForTimeout(500);

  for (const theme of themeNames) {
    for (const [size, width] of Object.entries(sizes)) {
      const name = (screen: string): string => `${screen}-${theme}-${size}`;

      it(name('hello'), async () => {
        await open({ theme, width });
        await panel.frame().getByText('Add a key').waitFor();
        await settled();
        await panel.picture(name('hello'));
      });

      it(name('chat'), async () => {
        await open({ theme, width });
        await attach();
        await panel.frame().getByText('retry.ts').waitFor();
        await play(retryQuestion, richAnswer, '1,284 tokens · $0.006');
        await settled();
        await panel.picture(name('chat'));
      });
    }

    it(`list-${theme}`, async () => {
      await open({ theme });
      await panel.page.evaluate(() => window.fake.tell({ name: 'command', command: 'showHistory' }));
      await panel.frame().getByText('Flaky test in checkout').waitFor();
      await panel.frame().locator('.history-open').nth(2).hover();
      await settled();
      await panel.picture(`list-${theme}`);
    });

    it(`writing-${theme}`, async () => {
      await open({ theme });
      const tool: Step[] = [
        { event: { type: 'status', data: { state: 'streaming' } } },
        { event: { type: 'tool_call', data: { callId: 'a', name: 'read', title: 'retry.ts' } } },
        { event: { type: 'tool_result', data: { callId: 'a', ok: true, summary: '68 lines', durationMs: 120 } } },
        { event: { type: 'tool_call', data: { callId: 'b', name: 'search', title: '“Retry-After”' } } },
      ];
      await play(retryQuestion, [...tool, ...slowWords(40, 5).slice(0, -1), { afterMs: 9_000, text: '' }], 'w39');
      await panel.frame().getByRole('textbox', { name: 'Message', exact: true }).pressSequentially('And look at @');
      await panel.frame().getByRole('option').first().waitFor();
      await settled();
      await panel.picture(`writing-${theme}`);
    });

    it(`trouble-${theme}`, async () => {
      await open({ theme });
      const noKey = failing(
        'no_key',
        'Claude Sonnet 5.5 is reached with a key for Anthropic. It is kept in your editor’s secret store.',
        { provider: 'anthropic' },
      );
      await play('Hello', noKey, 'This model needs a key');
      await play(
        'Hello again',
        failing('rate_limited', 'Anthropic asks to wait before the next request.', { retryAfterMs: 42_000 }),
        'Too many requests',
      );
      await settled();
      await panel.picture(`trouble-${theme}`);
    });
  }

  it('menu', async () => {
    await open({});
    await play('Hello', richAnswer, '1,284 tokens');
    await panel.frame().getByRole('button', { name: 'More', exact: true }).click();
    await settled();
    await panel.picture('menu-dark');
  });

  it('edit', async () => {
    await open({ theme: 'light' });
    await play(retryQuestion, richAnswer, '1,284 tokens');
    await panel.frame().getByText(retryQuestion).last().hover();
    await panel.frame().getByRole('button', { name: 'Edit message' }).click();
    await panel.frame().getByRole('button', { name: 'Reasoning' }).click();
    await settled();
    await panel.picture('edit-light');
  });
});
