import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { Workshop, type Panel, type PanelOptions } from './support/open-panel.ts';
import { slowWords } from './support/scripts.ts';

const turns = 1_000;
const mostElements = 2_000;
/** While words come in, a line may stand below the edge for the frame until the list has moved up. */
const linePx = 21;

describe('a conversation of 2,000 messages', function () {
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

  const open = async (options: PanelOptions = {}): Promise<void> => {
    panel = await workshop.panel({
      prepare: (page) =>
        page.evaluate((count) => {
          const { host } = window.fake;
          const row = host.addConversation({ title: 'A long one' });
          for (let turn = 0; turn < count; turn += 1) {
            host.addMessage(row.id, { role: 'user', content: `Question ${turn}` });
            const lines = Array.from({ length: turn % 7 }, (_, line) => `- point ${line} of ${turn}`).join('\n');
            host.addMessage(row.id, { role: 'assistant', content: `Answer ${turn}\n\n${lines}` });
          }
          window.fake.viewState.conversationId = row.id;
        }, turns),
      ...options,
    });
    await panel
      .frame()
      .getByText(`Answer ${turns - 1}`)
      .waitFor();
  };
  const elements = (): Promise<number> => panel.frame().evaluate(() => document.querySelectorAll('*').length);
  const log = () => panel.frame().getByRole('log');
  const distanceFromEnd = (): Promise<number> =>
    log().evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  /** The farthest that the list was from its end in half a second of drawing. */
  const farthestFromEnd = (): Promise<number> =>
    log().evaluate(async (element) => {
      let farthest = 0;
      for (let frame = 0; frame < 30; frame += 1) {
        await new Promise(requestAnimationFrame);
        farthest = Math.max(farthest, element.scrollHeight - element.scrollTop - element.clientHeight);
      }
      return farthest;
    });
  const scrollBy = async (px: number): Promise<void> => {
    await log().hover();
    await panel.page.mouse.wheel(0, px);
    await panel.page.waitForTimeout(60);
  };
  const firstSeen = (): Promise<string> =>
    log().evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll<HTMLElement>('[data-message-id]')];
      return rows.find((row) => row.getBoundingClientRect().bottom > top)?.dataset['messageId'] ?? '';
    });

  it('opens at its end and keeps the document small while one scrolls through it', async () => {
    await open();
    assert.ok((await distanceFromEnd()) <= 2);
    let most = await elements();
    for (let step = 0; step < 40; step += 1) {
      await scrollBy(-1_500);
      most = Math.max(most, await elements());
    }
    assert.ok(most < mostElements, `${most} elements`);
    const requested = await panel.page.evaluate(
      () => window.fake.host.requests.filter((request) => /^GET .*\/messages$/.test(request)).length,
    );
    assert.ok(requested > 2, 'earlier messages were fetched');
  });

  it('keeps its place when earlier messages come in above', async () => {
    await open();
    await scrollBy(-400);
    for (let step = 0; step < 200; step += 1) {
      const before = await log().evaluate((element) => element.scrollTop);
      if (before < 900) break;
      await scrollBy(-700);
    }
    await panel.page.waitForTimeout(400);
    const seen = await firstSeen();
    const count = await panel.frame().locator('[data-message-id]').first().getAttribute('aria-setsize');
    assert.equal(count, '-1');
    await panel.page.waitForTimeout(300);
    assert.equal(await firstSeen(), seen);
    assert.ok((await log().evaluate((element) => element.scrollTop)) > 200);
  });

  it('stays where the person reads while an answer is written, and goes to it on request', async () => {
    await open();
    await panel.page.evaluate((given) => void window.fake.host.scripts.push(given), slowWords(400, 10));
    const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('And now?');
    await composer.press('Enter');
    await panel.frame().getByText('w40', { exact: false }).first().waitFor();
    assert.ok((await farthestFromEnd()) < 2 * linePx);
    await scrollBy(-500);
    const top = await log().evaluate((element) => element.scrollTop);
    const seen = await firstSeen();
    await panel.page.waitForTimeout(700);
    assert.equal(await firstSeen(), seen);
    assert.ok(Math.abs((await log().evaluate((element) => element.scrollTop)) - top) < 4);
    await panel.frame().getByRole('button', { name: 'Jump to latest' }).click();
    await panel.page.waitForTimeout(200);
    assert.ok((await farthestFromEnd()) < 2 * linePx);
    await composer.press('Escape');
  });

  it('comes back to the place where the person was reading', async () => {
    await open();
    await scrollBy(-3_000);
    await panel.page.waitForTimeout(400);
    const seen = await firstSeen();
    await panel.reload();
    await panel.frame().locator(`[data-message-id="${seen}"]`).waitFor();
    await panel.page.waitForTimeout(300);
    assert.equal(await firstSeen(), seen);
  });

  it('is walked with the arrow keys, message by message', async () => {
    await open();
    await panel.frame().locator('[data-message-id]').last().focus();
    for (let step = 0; step < 12; step += 1) {
      await panel.page.keyboard.press('ArrowUp');
      await panel.page.waitForTimeout(40);
    }
    const focused = await panel.frame().evaluate(() => document.activeElement?.textContent ?? '');
    assert.match(focused, /Answer 993/);
  });

  it('keeps a selection while an answer is written', async () => {
    await open();
    await panel.page.evaluate((given) => void window.fake.host.scripts.push(given), slowWords(60, 10));
    const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('And now?');
    await composer.press('Enter');
    await panel.frame().getByText('w5', { exact: false }).first().waitFor();
    await panel.frame().evaluate(() => {
      const words = [...document.querySelectorAll('.bubble-words')].at(-1);
      if (words !== undefined) window.getSelection()?.selectAllChildren(words);
    });
    await panel.frame().getByText('w59', { exact: false }).first().waitFor();
    assert.equal(await panel.frame().evaluate(() => window.getSelection()?.toString().trim()), 'And now?');
  });
});
