import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { askProvider, attachment, textOf } from '../../../../test/support/ask-provider.ts';
import { createFakeClock } from '../../../../test/support/fake-clock.ts';
import { createMemoryWorkspace } from '../../../../test/support/memory-workspace.ts';
import type { Clock, ModelEvent, Workspace } from '../../core/ports.ts';
import { intentSchema } from '../../protocol/message.ts';
import { modelSchema, providerSchema } from '../../protocol/model.ts';
import { createLocalProvider } from './local-provider.ts';

const clock: Clock = {
  now: () => '2026-11-21T09:00:00.000Z',
  monotonicMs: () => performance.now(),
  sleep: () => Promise.resolve(),
};
const intents = intentSchema.options;
const files = {
  'src/retry.ts':
    '/** How long to wait. */\nexport function retryDelay(attempt: number): number {\n  return 2 ** attempt;\n}\n',
  'src/main.ts': "import { retryDelay } from './retry.ts';\n\nretryDelay(1);\n",
};
const provider = createLocalProvider({ workspace: createMemoryWorkspace(files), clock, wordsPerSecond: 0 });

function terminals(events: readonly ModelEvent[]): ModelEvent[] {
  return events.filter(({ type }) => type === 'finish' || type === 'failed');
}

/** One end, at the end, and it is a good one. */
function assertWellFormed(events: readonly ModelEvent[]): void {
  assert.deepEqual(terminals(events), [{ type: 'finish', reason: 'stop' }]);
  assert.equal(events.at(-1)?.type, 'finish');
  const calls = events.flatMap((event) => (event.type === 'tool_call' ? [event.callId] : []));
  const results = events.flatMap((event) => (event.type === 'tool_result' ? [event.callId] : []));
  assert.deepEqual(results, calls, 'every call has its result');
}

describe('the built-in model', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  it('says what it is', async () => {
    providerSchema.parse(await provider.describe());
    const models = await provider.listModels(new AbortController().signal);
    assert.equal(models.length, 1);
    const model = modelSchema.parse(models[0]);
    assert.equal(model.ref, 'local/built-in');
    assert.match(model.name, /not a language model/);
    assert.equal(model.unusable, null);
  });

  it('streams words, then usage, then the end', async () => {
    const events = await askProvider(provider, 'what does retryDelay do?');
    assertWellFormed(events);
    assert.match(textOf(events), /\[src\/retry\.ts:2-4\]\(src\/retry\.ts#L2\)/);
    const usage = events.findLast(({ type }) => type === 'usage');
    assert.ok(usage?.type === 'usage');
    assert.equal(usage.outputTokens, Math.ceil(textOf(events).length / 4));
    assert.ok(usage.inputTokens > 0);
    assert.ok(events.filter(({ type }) => type === 'text').length > 20);
  });

  it('keeps to the limit of an answer', async () => {
    const events = await askProvider(provider, 'what can you do?', { maxOutputTokens: 10 });
    assert.deepEqual(terminals(events), [{ type: 'finish', reason: 'length' }]);
    assert.equal(textOf(events).length, 40);
  });

  it('answers any words and any attachment with exactly one end', async () => {
    const wild = fc.array(
      fc.oneof(
        fc.constantFrom(
          'function f(',
          ') {',
          '}',
          '`',
          '${',
          'if (',
          'return ',
          '=> ',
          'class A ',
          '\n',
          '  ',
          'def f:',
          "'",
          '/*',
          '==',
          'await ',
          'x.y(',
          '<',
          '#',
        ),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(
        wild,
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...intents),
        fc.constantFrom('a.ts', 'a.tsx', 'a.py', 'a.go', 'a.rs', 'A.java', 'a.c', 'a.md', 'a.json', 'a.yaml', 'a', ''),
        async (parts, words, intent, path) => {
          const context = [attachment(path, parts.join(''))];
          assertWellFormed(await askProvider(provider, words, { intent, context }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers about code that is cut off anywhere', async () => {
    const code =
      files['src/retry.ts'] +
      "export class A {\n  async run(a = [1], { b }: C) {\n    try {\n      for (const x of a) await go(`${x}`);\n    } catch (error) {\n      throw new Error('no');\n    }\n  }\n}\n";
    for (let length = 0; length <= code.length; length += 3) {
      const intent = intents[length % intents.length] ?? 'explain';
      assertWellFormed(
        await askProvider(provider, 'what is this?', { intent, context: [attachment('a.ts', code.slice(0, length))] }),
      );
    }
  });

  it('follows up on what it said', async () => {
    const first = await askProvider(provider, 'what does retryDelay do?');
    const earlier = [
      { role: 'user' as const, content: 'what does retryDelay do?', intent: 'ask' as const, context: [] },
      { role: 'assistant' as const, content: textOf(first), intent: 'ask' as const, context: [] },
    ];
    const second = await askProvider(provider, 'and where is it called?', { earlier });
    assert.match(textOf(second), /\*\*`retryDelay`\*\*.*used in 1 place/);
    assert.match(textOf(second), /\[src\/main\.ts:3\]/);
  });

  it('lists what is attached under another name than the workspace knows', async () => {
    const context = [attachment('notes.py', 'def only_here():\n    pass\n', { kind: 'file' })];
    assert.match(textOf(await askProvider(provider, 'list functions in this file', { context })), /only_here/);
  });

  it('looks at an attached text instead of the file on disk', async () => {
    const context = [attachment('src/retry.ts', 'export function newer() {}\n', { kind: 'editor' })];
    const answer = textOf(await askProvider(provider, 'list all functions', { context }));
    assert.match(answer, /newer/);
    assert.doesNotMatch(answer, /retryDelay/);
  });
});

describe('stopping the built-in model', () => {
  const manyFiles = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `src/file${index}.ts`,
      `export function step${index}(): number {\n  return ${index};\n}\n`,
    ]),
  );

  it('ends at once while it reads thousands of files, and reads none after', async () => {
    const workspace = createMemoryWorkspace(manyFiles);
    const slow = createLocalProvider({ workspace, clock, wordsPerSecond: 0 });
    const stop = new AbortController();
    setImmediate(() => setImmediate(() => stop.abort()));
    const events = await askProvider(slow, 'where is the number of a step?', { signal: stop.signal });
    assert.deepEqual(terminals(events), [{ type: 'finish', reason: 'cancelled' }]);
    const readThen = workspace.reads.length;
    assert.ok(readThen < 2_000, `${readThen} files were read`);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(workspace.reads.length <= readThen + 8, 'only reads that were under way');
    const settled = workspace.reads.length;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(workspace.reads.length, settled);
  });

  it('ends in the middle of a word stream', async () => {
    const fake = createFakeClock();
    const paced = createLocalProvider({
      workspace: createMemoryWorkspace({}, { name: null }),
      clock: fake,
      wordsPerSecond: 400,
    });
    const stop = new AbortController();
    const asked = askProvider(paced, 'help', { signal: stop.signal });
    await fake.advance(100);
    stop.abort();
    const events = await asked;
    assert.deepEqual(terminals(events), [{ type: 'finish', reason: 'cancelled' }]);
    const words = textOf(events).split(/\s+/).length;
    assert.ok(words > 20 && words < 80, `${words} words in a tenth of a second`);
  });

  it('ends although the workspace never answers', async () => {
    const dead: Workspace = {
      name: 'dead',
      listFiles: () => new Promise(() => undefined),
      readFile: () => new Promise(() => undefined),
    };
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const events = await askProvider(
      createLocalProvider({ workspace: dead, clock, wordsPerSecond: 0 }),
      'where is x?',
      { signal: stop.signal },
    );
    assert.deepEqual(terminals(events), [{ type: 'finish', reason: 'cancelled' }]);
  });

  it('does nothing when it was stopped before', async () => {
    const workspace = createMemoryWorkspace(manyFiles);
    const events = await askProvider(createLocalProvider({ workspace, clock }), 'where is x?', {
      signal: AbortSignal.abort(),
    });
    assert.deepEqual(events, [{ type: 'finish', reason: 'cancelled' }]);
    assert.deepEqual(workspace.reads, []);
  });

  it('passes a failing workspace on as a failure', async () => {
    const broken: Workspace = {
      name: 'broken',
      listFiles: () => Promise.reject(new TypeError('gone')),
      readFile: () => Promise.resolve(null),
    };
    const events = await askProvider(
      createLocalProvider({ workspace: broken, clock, wordsPerSecond: 0 }),
      'where is x?',
    );
    assert.deepEqual(terminals(events), [
      { type: 'failed', error: { code: 'internal', message: 'gone', details: null } },
    ]);
  });
});

describe('the bounds of the built-in model', () => {
  it('reads so many files and bytes a question, and says what was left out', async () => {
    const workspace = createMemoryWorkspace({
      'a.ts': 'aa();',
      'b.ts': 'bb();',
      'deep/needle.ts': 'cc();',
      'd.ts': 'dd();',
    });
    const bounded = createLocalProvider({ workspace, clock, wordsPerSecond: 0, limits: { mostFiles: 2 } });
    const events = await askProvider(bounded, 'how does the needle work?');
    assert.ok(events.some((event) => event.type === 'notice' && event.message.startsWith('Looked at 2 of 4 files')));
    assert.ok(new Set(workspace.reads).size <= 2);
    assert.ok(workspace.reads.includes('deep/needle.ts'), 'what the words name comes first');
    const small = createLocalProvider({ workspace, clock, wordsPerSecond: 0, limits: { mostBytes: 6 } });
    assert.ok((await askProvider(small, 'list files')).some((event) => event.type === 'notice'));
  });

  it('says when an attachment is too large to look at whole', async () => {
    const text = 'export const value = 1;\n'.repeat(10_000);
    const events = await askProvider(provider, '', { intent: 'fix', context: [attachment('a.ts', text)] });
    assertWellFormed(events);
    assert.ok(
      events.some(
        (event) => event.type === 'notice' && /^Only the first [\d,]+ characters of a\.ts/.test(event.message),
      ),
    );
  });

  it('takes a megabyte of words for a question', async function () {
    this.timeout(60_000);
    const startedCpu = process.cpuUsage();
    for (const unit of ['how it ', 'where is `a', 'list all ', 'write a test ', '(', ' ']) {
      assertWellFormed(await askProvider(provider, `x${unit.repeat(1_000_000 / unit.length)}`));
    }
    assert.ok(process.cpuUsage(startedCpu).user / 1000 < 6_000);
  });

  it('lets the process breathe while it reads', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_600 }, (_, index) => [`f${index}.ts`, `export const a${index} = 1;\n`]),
    );
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    assertWellFormed(
      await askProvider(
        createLocalProvider({ workspace: createMemoryWorkspace(many), clock, wordsPerSecond: 0 }),
        'where is a7?',
      ),
    );
    isDone = true;
    assert.ok(turns >= 100, `${turns} turns of the event loop for 1,600 files`);
  });

  const size = 1_000_000;
  const units = [
    '(',
    '{',
    '}',
    '<',
    '"',
    '`',
    '`${',
    '/',
    '/*',
    ' ',
    '\n',
    'a',
    'a ',
    'a.',
    'a(',
    'if (a) ',
    '# a\n',
    'a: b\n',
    '/*\n',
    'a == b\n',
    'case a: ',
    'function f() {\n',
    'try { a() } catch {}\n',
    '\u0000\ufffd',
    '\ud800',
  ];
  for (const unit of units) {
    it(`takes a megabyte of ${JSON.stringify(unit)} in its stride`, async function () {
      this.timeout(60_000);
      const text = unit.repeat(size / unit.length);
      const startedCpu = process.cpuUsage();
      for (const path of ['a.ts', 'a.py']) {
        for (const intent of ['explain', 'fix', 'ask'] as const) {
          const events = await askProvider(provider, 'what does it do', { intent, context: [attachment(path, text)] });
          assertWellFormed(events);
          assert.ok(textOf(events).length < 50_000);
        }
      }
      const { user, system } = process.cpuUsage(startedCpu);
      // Six answers. Linear work takes a tenth of it; quadratic work takes minutes.
      assert.ok((user + system) / 1000 < 12_000, `${(user + system) / 1000} ms`);
    });
  }
});
