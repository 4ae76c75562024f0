import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Step } from './fake/fake-run.ts';
import { Workshop } from './support/open-panel.ts';

const answerChars = 100_000;
const charsADelta = 20;
/** 500 tokens a second of about four characters: a fast model. */
const everyMs = 10;

interface Pace {
  readonly commits: number;
  readonly longestTaskMs: number;
  readonly lastedMs: number;
}

describe('an answer of 100,000 characters from a fast model', function () {
  this.timeout(180_000);
  let workshop: Workshop;

  before(async () => {
    workshop = await Workshop.open();
  });
  after(() => workshop.close());

  it('is drawn in step with the frames, not with its pieces, and draws every other message not at all', async () => {
    const panel = await workshop.panel();
    const paragraph =
      'A paragraph of plain words, with `code` in it, that goes on for a line or two. '.repeat(4) + '\n\n';
    const text = paragraph.repeat(Math.ceil(answerChars / paragraph.length)).slice(0, answerChars);
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${charsADelta}}`, 'g')) ?? [];
    const script: Step[] = [
      { event: { type: 'status', data: { state: 'streaming' } } },
      ...pieces.map((piece): Step => ({ afterMs: everyMs, text: piece })),
      { text: '\n\nThe end of it.' },
      { event: { type: 'status', data: { state: 'complete' } } },
    ];
    const composer = panel.frame().getByRole('textbox', { name: 'Message', exact: true });
    await composer.fill('Something short first.');
    await composer.press('Enter');
    await panel.frame().getByText('Here you are.').waitFor();
    await panel.frame().getByRole('button', { name: 'Send' }).waitFor();

    // The host's own row of the finished answer comes a moment after its last event, and draws its footer.
    await panel.page.waitForTimeout(1_500);

    await panel.page.evaluate((given) => void window.fake.host.scripts.push(given), script);
    await panel.frame().evaluate(() => {
      const seen = { commits: 0, longestTaskMs: 0, begunMs: performance.now(), otherChanges: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, entry.duration);
      }).observe({ type: 'longtask' });
      const first = document.querySelector('.message-answer');
      if (first !== null) {
        new MutationObserver(() => (seen.otherChanges += 1)).observe(first, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      }
      new MutationObserver((records) => {
        const isText = (node: Node): boolean =>
          (node instanceof Element ? node : node.parentElement)?.closest('.answer-text') != null;
        if (records.some((record) => isText(record.target))) seen.commits += 1;
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await composer.fill('Now something long.');
    await composer.press('Enter');
    await panel.frame().getByText('The end of it.').waitFor({ timeout: 150_000 });
    const pace = await panel.frame().evaluate((): Pace & { otherChanges: number } => {
      const { seen } = window as unknown as { seen: Pace & { begunMs: number; otherChanges: number } };
      return { ...seen, lastedMs: performance.now() - seen.begunMs };
    });
    console.log(
      `      ${pieces.length} pieces, ${pace.commits} commits in ${(pace.lastedMs / 1000).toFixed(1)} s, longest task ${Math.round(pace.longestTaskMs)} ms`,
    );
    assert.ok(pace.commits > 20, 'the answer is seen to grow');
    assert.ok(pace.commits <= pace.lastedMs / 32 + 2, `${pace.commits} commits in ${pace.lastedMs} ms`);
    assert.equal(pace.otherChanges, 0);
    assert.deepEqual(workshop.troubles, []);
    await panel.close();
  });
});
