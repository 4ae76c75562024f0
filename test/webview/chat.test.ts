import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Step } from './fake/fake-run.ts';
import { Workshop, type Panel, type PanelOptions } from './support/open-panel.ts';
import { failing, retryAnswer, richAnswer, slowWords, slowWordsText } from './support/scripts.ts';

describe('the chat panel', function () {
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
    panel = await workshop.panel(options);
  };
  const script = (...scripts: Step[][]): Promise<void> =>
    panel.page.evaluate((given) => void window.fake.host.scripts.push(...given), scripts);
  const composer = () => panel.frame().getByRole('textbox', { name: 'Message', exact: true });
  const say = async (words: string): Promise<void> => {
    await composer().fill(words);
    await composer().press('Enter');
  };
  const answer = () => panel.frame().getByRole('article', { name: 'Answer' }).last();
  const waitForText = (text: string): Promise<void> => answer().getByText(text, { exact: false }).first().waitFor();
  const button = (name: string | RegExp) =>
    panel.frame().getByRole('button', { name, exact: typeof name === 'string' });
  const actionsNamed = (name: string) =>
    panel.page.evaluate((wanted) => window.fake.actions.filter((action) => action.name === wanted), name);
  const wordsOf = async (): Promise<string> =>
    (await answer().locator('.answer-text').innerText()).trim().replace(/\s+/g, ' ');

  describe('a question', () => {
    it('is sent with Enter, answered as it is written, and ends with its figures', async () => {
      await open();
      await script(slowWords(6, 60));
      await say('What is this?');
      await panel.frame().getByText('What is this?').last().waitFor();
      await waitForText('w1');
      assert.equal(await button('Stop').count(), 1);
      await waitForText('w5');
      await button('Send').waitFor();
      assert.equal(await wordsOf(), slowWordsText(6));
      await waitForText('1,284 tokens · $0.006');
      assert.equal(await composer().inputValue(), '');
      assert.deepEqual(
        (await actionsNamed('runState')).map((action) => action.name === 'runState' && action.running),
        [true, false],
      );
    });

    it('is written over several lines with Shift+Enter, and not sent by an input method', async () => {
      await open();
      await composer().fill('one');
      await composer().press('Shift+Enter');
      await composer().pressSequentially('two');
      assert.equal(await composer().inputValue(), 'one\ntwo');
      await composer().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
      await composer().dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
      assert.equal(await panel.page.evaluate(() => window.fake.host.messages.size), 0);
    });

    it('is sent with Ctrl+Enter where Enter is for new lines', async () => {
      await open({
        prepare: (page) => page.evaluate(() => void (window.fake.viewState.appearance.sendOnEnter = false)),
      });
      await composer().fill('one');
      await composer().press('Enter');
      assert.equal(await composer().inputValue(), 'one\n');
      await composer().press('Control+Enter');
      await waitForText('Here you are.');
    });

    it('is sent once, however often Enter is pressed', async () => {
      await open();
      await composer().fill('Once.');
      await composer().evaluate((area) => {
        for (let press = 0; press < 5; press += 1) {
          area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        }
      });
      await waitForText('Here you are.');
      assert.equal(await panel.page.evaluate(() => window.fake.host.messages.size), 2);
      assert.equal(await panel.page.evaluate(() => window.fake.host.conversations.size), 1);
    });

    it('stays in the composer when it could not be sent, and is kept once when it is sent again', async () => {
      await open();
      await panel.page.evaluate(() => {
        const body = { code: 'storage_full' as const, message: 'The disk is full. Free some space.', details: null };
        window.fake.host.failNext.push({ key: 'POST /api/conversations/', body });
      });
      await say('Do not lose me.');
      await panel.frame().getByText('The disk is full. Free some space.').waitFor();
      assert.equal(await composer().inputValue(), 'Do not lose me.');
      await button('Try again').click();
      await waitForText('Here you are.');
      assert.equal(await composer().inputValue(), '');
      assert.equal(await panel.page.evaluate(() => window.fake.host.conversations.size), 1);
      assert.equal(await panel.page.evaluate(() => window.fake.host.messages.size), 2);
    });

    it('is recalled with the up arrow', async () => {
      await open();
      await say('Ask me again.');
      await waitForText('Here you are.');
      await composer().press('ArrowUp');
      assert.equal(await composer().inputValue(), 'Ask me again.');
    });

    it('is asked in other words beside the old ones, and both are there to look at', async () => {
      await open();
      await say('First words.');
      await waitForText('Here you are.');
      await button('Send').waitFor();
      await script([{ text: 'Second answer.' }, { event: { type: 'status', data: { state: 'complete' } } }]);
      await panel.frame().getByText('First words.').last().hover();
      await button('Edit message').click();
      const edit = panel.frame().getByRole('textbox', { name: 'Edit message' });
      await edit.fill('Other words.');
      await edit.press('Enter');
      await waitForText('Second answer.');
      const person = panel.frame().getByRole('article', { name: 'You' });
      assert.equal(await person.count(), 1);
      await person.getByText('2 / 2').waitFor();
      await button('Previous version').click();
      await person.getByText('First words.').waitFor();
      await waitForText('Here you are.');
      await person.getByText('1 / 2').waitFor();
    });
  });

  describe('an answer', () => {
    it('stops with Escape and with the button, and what was written is kept', async () => {
      await open();
      await script(slowWords(200, 30), slowWords(200, 30));
      await say('Go on for long.');
      await waitForText('w3');
      await composer().press('Escape');
      await waitForText('Stopped. What was written is kept.');
      assert.match(await wordsOf(), /^w0 w1 w2 w3/);
      await say('And again.');
      await waitForText('w3');
      await button('Stop').click();
      await waitForText('Stopped. What was written is kept.');
      await button('Send').waitFor();
    });

    it('lets a further message be typed while it is written, and sends it only when it ended', async () => {
      await open();
      await script(slowWords(12, 40));
      await say('First.');
      await waitForText('w1');
      await composer().fill('Second.');
      await composer().press('Enter');
      assert.equal(await composer().inputValue(), 'Second.');
      await waitForText('w11');
      await button('Send').click();
      await waitForText('Here you are.');
      assert.equal(await panel.frame().getByRole('article', { name: 'You' }).count(), 2);
    });

    it('goes on after the document was made anew, with no word lost and none twice', async () => {
      await open();
      await script(slowWords(60, 25));
      await say('Tell me.');
      await waitForText('w10');
      await panel.reload();
      await waitForText('w20');
      await panel.reload();
      await waitForText('w59');
      await button('Send').waitFor();
      assert.equal(await wordsOf(), slowWordsText(60));
    });

    it('goes on after its stream broke off, with no word lost and none twice', async () => {
      await open();
      const steps = slowWords(40, 20);
      await script([...steps.slice(0, 12), { cut: true }, ...steps.slice(12, 25), { cut: true }, ...steps.slice(25)]);
      await say('Tell me.');
      await waitForText('w39');
      await button('Send').waitFor();
      assert.equal(await wordsOf(), slowWordsText(40));
    });

    it('can be asked for again, and both are there to look at', async () => {
      await open();
      await say('Again, please.');
      await waitForText('Here you are.');
      await button('Send').waitFor();
      await script([{ text: 'Another one.' }, { event: { type: 'status', data: { state: 'complete' } } }]);
      await button('Answer again').click();
      await waitForText('Another one.');
      await answer().getByText('2 / 2').waitFor();
      await button('Previous version').click();
      await waitForText('Here you are.');
    });

    it('opens its places and hands its code to the editor', async () => {
      await open();
      await script(richAnswer);
      await say('Why?');
      await waitForText('1,284 tokens');
      await answer().getByRole('link', { name: 'retry.ts:52' }).click();
      await answer().getByRole('button', { name: 'Insert at the cursor' }).click();
      await answer().getByRole('button', { name: 'Copy answer' }).click();
      assert.deepEqual(await actionsNamed('openFile'), [{ name: 'openFile', path: 'src/retry.ts', line: 52 }]);
      const [insert] = await actionsNamed('insertAtCursor');
      assert.match(
        insert?.name === 'insertAtCursor' ? insert.text : '',
        /^const waitMs = Math\.min\([^]*ends on abort\s*$/,
      );
      assert.deepEqual(await actionsNamed('copyText'), [{ name: 'copyText', text: retryAnswer }]);
    });

    it('says that it begins and that it ended to a screen reader, and nothing between', async () => {
      await open();
      await script(slowWords(8, 40));
      await say('Speak.');
      const status = panel
        .frame()
        .getByRole('status')
        .filter({ hasText: /answer/i });
      await status.getByText('Writing an answer').waitFor();
      assert.equal(await panel.frame().getByRole('log').getAttribute('aria-live'), 'off');
      await status.getByText('Answer complete').waitFor();
    });
  });

  describe('a failed answer', () => {
    it('without a key asks for one and then answers', async () => {
      await open();
      await script(failing('no_key', 'Sonnet needs a key.', { provider: 'anthropic' }));
      await say('Hello');
      await waitForText('This model needs a key');
      await button('Add a key').click();
      await waitForText('Here you are.');
      assert.deepEqual(await actionsNamed('askForKey'), [{ name: 'askForKey', provider: 'anthropic' }]);
    });

    it('without a key stays as it is when none is given', async () => {
      await open({ prepare: (page) => page.evaluate(() => void (window.fake.keyIsGiven = false)) });
      await script(failing('wrong_key', 'The key was refused.', { provider: 'openai' }));
      await say('Hello');
      await waitForText('The key was not accepted');
      await button('Add a key').click();
      await panel.page.waitForFunction(() => window.fake.actions.some((action) => action.name === 'askForKey'));
      assert.equal(await panel.page.evaluate(() => window.fake.host.messages.size), 2);
    });

    it('for want of patience counts down and then tries again', async () => {
      await open();
      await script(failing('rate_limited', 'Wait a little.', { retryAfterMs: 1_400 }));
      await say('Hello');
      const waiting = button(/^Try again in \d s$/);
      await waiting.waitFor();
      assert.equal(await waiting.isDisabled(), true);
      await button('Try again').click();
      await waitForText('Here you are.');
    });

    it('by a model that is gone goes to its successor, and so do the ones after it', async () => {
      await open();
      const details = { successor: 'anthropic/claude-sonnet-5-5' };
      await script(failing('model_gone', 'This model was turned off.', details));
      await say('Hello');
      await waitForText('This model was turned off.');
      await button('Use Sonnet 5.5').click();
      await waitForText('Here you are.');
      await button('Model: Sonnet 5.5').waitFor();
    });

    for (const [code, title] of [
      ['context_too_long', 'Too long for this model'],
      ['network', 'The connection failed'],
      ['overloaded', 'The model is busy'],
      ['refused', 'The model declined to answer'],
      ['internal', 'Something went wrong'],
    ] as const) {
      it(`with ${code} says so and what to do`, async () => {
        await open();
        await script(failing(code, 'In other words.'));
        await say('Hello');
        await waitForText(title);
        await waitForText('In other words.');
        assert.ok((await answer().getByRole('button').count()) > 0);
      });
    }
  });

  describe('the draft', () => {
    it('and its context survive the document', async () => {
      await open();
      await composer().fill('Half a thought');
      await button('Add context').click();
      await panel.frame().getByRole('menuitem', { name: 'Attach the selection' }).click();
      await panel.frame().getByText('41–68').waitFor();
      await panel.page.waitForTimeout(250);
      await panel.reload();
      assert.equal(await composer().inputValue(), 'Half a thought');
      await panel.frame().getByText('41–68').waitFor();
    });

    it('takes a file from the @ menu, by keyboard alone', async () => {
      await open();
      await composer().pressSequentially('Look at @');
      const options = panel.frame().getByRole('option');
      await options.first().waitFor();
      assert.match(await options.first().innerText(), /client\.ts/);
      await composer().pressSequentially('ret');
      await panel
        .frame()
        .getByRole('option', { name: /retry\.ts/ })
        .waitFor();
      await panel.page.waitForFunction(() => window.frames[0]?.document.querySelectorAll('[role=option]').length === 1);
      await composer().press('Enter');
      await panel.frame().getByText('retry.ts').waitFor();
      assert.equal(await composer().inputValue(), 'Look at ');
      await composer().pressSequentially('please');
      await composer().press('Enter');
      await waitForText('Here you are.');
      const context = await panel.page.evaluate(() => [...window.fake.host.messages.values()][0]?.context);
      assert.deepEqual(
        context?.map((item) => item.path),
        ['src/retry.ts'],
      );
    });

    it('closes the @ menu with Escape and goes on', async () => {
      await open();
      await composer().pressSequentially('mail @');
      await panel.frame().getByRole('option').first().waitFor();
      await composer().press('Escape');
      await panel.frame().getByRole('option').first().waitFor({ state: 'detached' });
      await composer().pressSequentially('x');
      assert.equal(await composer().inputValue(), 'mail @x');
    });

    it('takes a very long paste as an attachment', async () => {
      await open();
      await composer().evaluate((area) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'line\n'.repeat(5_000));
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      });
      await panel.frame().getByText('Pasted text').waitFor();
      await panel
        .frame()
        .getByText(/about [\d,]+ tokens/)
        .waitFor();
      assert.equal(await composer().inputValue(), '');
    });

    it('comes from the editor too, and is sent when the editor says so', async () => {
      await open();
      await panel.page.evaluate(() =>
        window.fake.tell({
          name: 'compose',
          text: 'Explain this.',
          intent: 'explain',
          context: [],
          send: true,
          newConversation: true,
        }),
      );
      await waitForText('Here you are.');
      await panel.frame().getByText('Explain this.').last().waitFor();
    });

    it('cannot be sent where nothing can be saved, and says why', async () => {
      const prepare: PanelOptions['prepare'] = (page) =>
        page.evaluate(() => {
          window.fake.host.readOnly = {
            code: 'storage_read_only',
            message: 'The data folder is read-only.',
            details: null,
          };
        });
      await open({ prepare });
      await panel.frame().getByText('The data folder is read-only.').waitFor();
      await say('Hello');
      assert.equal(await panel.page.evaluate(() => window.fake.host.messages.size), 0);
      assert.equal(await composer().inputValue(), 'Hello');
    });
  });

  it('speaks the person’s language', async () => {
    await open({
      prepare: (page) =>
        page.evaluate(() => {
          window.fake.viewState.strings = { 'What shall we work on?': 'Woran arbeiten wir?', Send: 'Senden' };
        }),
    });
    await panel.frame().getByText('Woran arbeiten wir?').waitFor();
    await button('Senden').waitFor();
  });

  it('sees what another window writes', async () => {
    await open();
    await say('Mine.');
    await waitForText('Here you are.');
    await button('Send').waitFor();
    await panel.page.evaluate(() => {
      const { host } = window.fake;
      const [conversation] = [...host.conversations.values()];
      if (conversation === undefined) return;
      host.addMessage(conversation.id, { role: 'user', content: 'From the other window.' });
      host.addMessage(conversation.id, { role: 'assistant', content: 'Seen here too.' });
      host.changed('messages', conversation.id);
    });
    await waitForText('Seen here too.');
  });

  it('beats while it is seen', async () => {
    await open();
    await panel.page.waitForFunction(() => window.fake.aliveCount > 0);
  });
});
