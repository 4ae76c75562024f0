import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { Workshop, type Panel, type PanelOptions } from './support/open-panel.ts';

const titles = ['Alpha plan', 'Beta bug', 'Gamma notes', 'Delta tests'];

describe('the list of conversations', function () {
  this.timeout(30_000);
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
        page.evaluate((given) => {
          const { host } = window.fake;
          given.forEach((title, index) => {
            const daysBack = [0, 1, 5, 90][index] ?? 0;
            const row = host.addConversation({ title });
            host.addMessage(row.id, { role: 'user', content: `Question of ${title}` });
            host.addMessage(row.id, { role: 'assistant', content: `Answer of ${title}` });
            row.lastMessageAt = new Date(Date.now() - daysBack * 86_400_000).toISOString();
          });
        }, titles),
      ...options,
    });
  };
  const press = (key: string): Promise<void> => panel.page.keyboard.press(key);
  const list = () => panel.frame().getByRole('region', { name: 'Conversations' });
  const rows = () => list().locator('.history-open');
  const row = (title: string) => rows().filter({ hasText: title });
  const focusedText = (): Promise<string> => panel.frame().evaluate(() => document.activeElement?.textContent ?? '');
  const showList = async (): Promise<void> => {
    await panel.page.evaluate(() => window.fake.tell({ name: 'command', command: 'showHistory' }));
    await row('Alpha plan').waitFor();
    await panel.frame().waitForFunction(() => document.activeElement?.matches('.c-text-field'));
  };

  it('stands in groups by date', async () => {
    await open();
    await showList();
    const headings = await list().getByRole('heading', { level: 3 }).allInnerTexts();
    assert.deepEqual(headings.slice(0, 3), ['Today', 'Yesterday', 'Previous 7 days']);
    assert.equal(headings.length, 4);
  });

  it('opens one with the arrow keys and Enter, and puts the focus back into the composer', async () => {
    await open();
    await showList();
    await press('ArrowDown');
    await press('ArrowDown');
    assert.match(await focusedText(), /Beta bug/);
    await press('Enter');
    await panel.frame().getByText('Answer of Beta bug').waitFor();
    await panel.frame().getByRole('button', { name: 'Beta bug', exact: true }).waitFor();
    assert.equal(await panel.frame().evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    const showing = await panel.page.evaluate(() =>
      window.fake.actions.findLast((action) => action.name === 'showing'),
    );
    assert.equal(showing?.name === 'showing' && showing.title, 'Beta bug');
  });

  it('is searched as one types', async () => {
    await open();
    await showList();
    await panel.page.keyboard.type('gam');
    await row('Alpha plan').waitFor({ state: 'detached' });
    assert.equal(await rows().count(), 1);
    await panel.page.keyboard.type('xyz');
    await list().getByText('No title matches.').waitFor();
  });

  it('renames in place with F2, and leaves it with Escape', async () => {
    await open();
    await showList();
    await press('ArrowDown');
    await press('F2');
    const field = list().getByRole('textbox', { name: 'Title' });
    await field.fill('Never mind');
    await press('Escape');
    await row('Alpha plan').waitFor();
    await panel.page.waitForFunction(() => {
      const focused = window.frames[0]?.document.activeElement;
      return focused?.closest('.history-row')?.textContent.includes('Alpha plan');
    });
    await press('F2');
    await field.fill('Omega plan');
    await press('Enter');
    await row('Omega plan').waitFor();
    await panel.page.waitForFunction(() =>
      window.frames[0]?.document.activeElement?.textContent.includes('Omega plan'),
    );
  });

  it('deletes with Delete, moves the focus on, and brings it back with Undo', async () => {
    await open();
    await showList();
    await press('ArrowDown');
    await press('Delete');
    await row('Alpha plan').waitFor({ state: 'detached' });
    await panel.page.waitForFunction(() => window.frames[0]?.document.activeElement?.textContent.includes('Beta bug'));
    await panel.frame().getByRole('button', { name: 'Undo' }).click();
    await row('Alpha plan').waitFor();
  });

  it('shows a new chat when the one that is shown is deleted, and the old one after Undo', async () => {
    await open();
    await showList();
    await row('Alpha plan').click();
    await panel.frame().getByText('Answer of Alpha plan').waitFor();
    await panel.frame().getByRole('button', { name: 'More', exact: true }).click();
    await panel.frame().getByRole('menuitem', { name: 'Delete' }).click();
    await panel.frame().getByText('What shall we work on?').waitFor();
    await panel.frame().getByRole('button', { name: 'Undo' }).click();
    await panel.frame().getByText('Answer of Alpha plan').waitFor();
  });

  it('pins and archives from a row’s menu', async () => {
    await open();
    await showList();
    await row('Delta tests').hover();
    await list().getByRole('button', { name: 'More about “Delta tests”' }).click();
    await panel.frame().getByRole('menuitem', { name: 'Pin' }).click();
    await list().getByRole('heading', { name: 'Pinned' }).waitFor();
    assert.match((await rows().first().innerText()).trim(), /^Delta tests/);

    await row('Beta bug').hover();
    await list().getByRole('button', { name: 'More about “Beta bug”' }).click();
    await panel.frame().getByRole('menuitem', { name: 'Archive' }).click();
    await row('Beta bug').waitFor({ state: 'detached' });
    await list().getByRole('button', { name: 'Archive', exact: true }).click();
    await row('Beta bug').waitFor();
    assert.equal(await rows().count(), 1);
  });

  it('closes over the chat with Escape', async () => {
    await open();
    await showList();
    await press('Escape');
    await list().waitFor({ state: 'detached' });
    assert.equal(await panel.frame().evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  });

  it('stands beside the chat where there is room', async () => {
    await open({ width: 900 });
    await row('Alpha plan').click();
    await panel.frame().getByText('Answer of Alpha plan').waitFor();
    assert.equal(await rows().count(), 4);
  });

  it('shows what another window did', async () => {
    await open();
    await showList();
    await panel.page.evaluate(() => {
      const row = window.fake.host.addConversation({ title: 'From elsewhere' });
      window.fake.host.changed('conversations', row.id);
    });
    await row('From elsewhere').waitFor();
  });

  it('renames the one that is shown from its title, and exports it', async () => {
    await open();
    await showList();
    await row('Alpha plan').click();
    await panel.frame().getByRole('button', { name: 'Alpha plan', exact: true }).click();
    await panel.frame().getByRole('textbox', { name: 'Title' }).fill('Alpha, again');
    await press('Enter');
    await panel.frame().getByRole('button', { name: 'Alpha, again', exact: true }).waitFor();
    await panel.frame().getByRole('button', { name: 'More', exact: true }).click();
    await panel.frame().getByRole('menuitem', { name: 'Export as Markdown' }).click();
    await panel.page.waitForFunction(() => window.fake.actions.some((action) => action.name === 'saveText'));
  });
});
