import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { createCodeColours } from './code-colours.ts';
import type { CodeLine } from './code-tokens.ts';
import { createColourStore } from './colour-store.ts';
import type { IdleTask } from './idle-queue.ts';
import { openTokenizer } from './tokenizer.ts';

/** Idle moments that the test gives; each has time for one step. */
function createMoments() {
  const tasks: IdleTask[] = [];
  return {
    tasks,
    runWhenIdle: (task: IdleTask) => {
      tasks.push(task);
      return () => void tasks.splice(tasks.indexOf(task), 1);
    },
    pass: () => {
      const task = tasks.shift();
      if (task?.(() => false) === true) tasks.push(task);
    },
  };
}

const code = ['/* a', ' * b', ' */', ...Array.from({ length: 20 }, (_, index) => `const x${index} = "y"; // z`)];

function setUp(finishedCode?: string, store = createColourStore(10_000)) {
  const moments = createMoments();
  const options = { languageId: 'typescript', openTokenizer, runWhenIdle: moments.runWhenIdle, store, finishedCode };
  return { moments, store, colours: createCodeColours(options) };
}

/** Until the grammar is there and work waits for a moment. */
async function untilWaiting(tasks: readonly unknown[]): Promise<void> {
  while (tasks.length === 0) await sleep(1);
}

async function colourWhole(lines: readonly string[]): Promise<readonly CodeLine[]> {
  const tokenizer = await openTokenizer('typescript');
  assert.ok(tokenizer);
  return tokenizer.tokenize(lines, undefined).lines;
}

describe('createCodeColours', () => {
  it('colours in moments, going on from the line before, to the same end as in one go', async () => {
    const { colours, moments } = setUp();
    let changes = 0;
    colours.subscribe(() => (changes += 1));
    colours.update(code.slice(0, 2), undefined);
    await untilWaiting(moments.tasks);
    moments.pass();
    assert.equal(colours.count(), 2);
    colours.update(code, code.join('\n'));
    for (let moment = 0; moments.tasks.length > 0; moment += 1) {
      assert.ok(moment < 20);
      moments.pass();
    }
    assert.equal(changes, 5);
    assert.deepEqual(colours.lines, await colourWhole(code));
    assert.deepEqual(colours.lines[1], [['c-tok-comment', ' * b']]);
  });

  it('has the colours of a finished block at once the next time', async () => {
    const text = code.join('\n');
    const { colours, moments, store } = setUp(text);
    colours.update(code, text);
    await untilWaiting(moments.tasks);
    while (moments.tasks.length > 0) moments.pass();
    const again = setUp(text, store).colours;
    assert.equal(again.count(), code.length);
    assert.deepEqual(again.lines, colours.lines);
  });

  it('does nothing more once it was stopped, and goes on with the next update', async () => {
    const { colours, moments } = setUp();
    colours.update(code, undefined);
    await untilWaiting(moments.tasks);
    colours.stop();
    assert.equal(moments.tasks.length, 0);
    colours.update(code, undefined);
    assert.equal(moments.tasks.length, 1);
  });

  it('leaves a block plain whose language has no grammar, or whose grammar cannot be fetched', async () => {
    const openers = [() => Promise.resolve(null), () => Promise.reject(new Error('gone'))];
    for (const opener of openers) {
      const moments = createMoments();
      const colours = createCodeColours({
        languageId: 'klingon',
        finishedCode: undefined,
        openTokenizer: opener,
        runWhenIdle: moments.runWhenIdle,
        store: createColourStore(10),
      });
      colours.update(['nuqneH'], undefined);
      await sleep(2);
      colours.update(['nuqneH', 'Qapla'], undefined);
      assert.equal(moments.tasks.length, 0);
      assert.equal(colours.count(), 0);
    }
  });
});
