import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ModelEvent, ModelProvider } from '../../../src/agents/core/ports.ts';
import { errorTable, type ErrorCode } from '../../../src/agents/protocol/errors.ts';
import { modelSchema, providerSchema } from '../../../src/agents/protocol/model.ts';
import type { ScriptedAnswer, ScriptedFailure } from '../../support/model-server/scripted-answer.ts';
import { collect, createRequest, isEnd, testKey, textOf } from './model-fixtures.ts';

/** A provider and the far end that it talks to. */
export interface ModelHarness {
  readonly provider: ModelProvider;
  /** A model that the far end answers for. */
  readonly model: string;
  /** What the far end does with the next requests. */
  play(scene: ModelScene): void;
  /** Resolves when the far end saw that nobody listens any more. */
  abandoned(): Promise<void>;
  dispose(): Promise<void>;
}

export type ModelScene =
  | { readonly kind: 'answer'; readonly answer: ScriptedAnswer }
  /** Says its parts, then nothing more, and does not end. */
  | { readonly kind: 'hang'; readonly answer: ScriptedAnswer }
  /** Breaks off after its parts. */
  | { readonly kind: 'cut'; readonly answer: ScriptedAnswer }
  | { readonly kind: 'fail'; readonly failure: ScriptedFailure };

export interface ModelContractOptions {
  readonly open: () => Promise<ModelHarness>;
  /** What the provider's wire can tell. */
  readonly tells: {
    readonly thinking: boolean;
    readonly finishes: readonly ScriptedAnswer['finish'][];
    readonly failures: Readonly<Partial<Record<ScriptedFailure, ErrorCode>>>;
    /** False where counts are made on this side. */
    readonly usage: boolean;
  };
}

export const plainAnswer: ScriptedAnswer = {
  parts: ['2 + 2 ', 'is ', '4', ' — “four”, четыре, 四, 👍🏽.', '\n```js\nconst a = 4;\n```\n'].map((delta) => ({
    type: 'text',
    delta,
  })),
  finish: 'stop',
  inputTokens: 21,
  outputTokens: 34,
};

const thoughtfulAnswer: ScriptedAnswer = {
  ...plainAnswer,
  parts: [{ type: 'thinking', delta: 'Two and two' }, { type: 'thinking', delta: ' make four.' }, ...plainAnswer.parts],
};

function spoken(answer: ScriptedAnswer): ModelEvent[] {
  return answer.parts.map(({ type, delta }) => ({ type, delta }));
}

/** What every model provider promises, whoever is at its far end. */
export function describeModelContract(name: string, { open, tells }: ModelContractOptions): void {
  describe(`model contract: ${name}`, () => {
    let harness: ModelHarness;

    beforeEach(async () => {
      harness = await open();
    });

    afterEach(async () => {
      await harness.dispose();
    });

    const ask = (signal?: AbortSignal): Promise<ModelEvent[]> =>
      collect(harness.provider, createRequest(harness.model), signal);

    it('streams the pieces in order, as they are', async () => {
      harness.play({ kind: 'answer', answer: plainAnswer });
      const events = await ask();
      assert.deepEqual(
        events.filter((event) => event.type === 'text'),
        spoken(plainAnswer),
      );
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
      assert.equal(events.filter(isEnd).length, 1);
    });

    it('answers again and again', async () => {
      harness.play({ kind: 'answer', answer: plainAnswer });
      const [first, second] = [await ask(), await ask()];
      assert.deepEqual(first, second);
    });

    it('counts tokens', async () => {
      harness.play({ kind: 'answer', answer: plainAnswer });
      const usage = (await ask()).filter((event) => event.type === 'usage').at(-1);
      assert.ok(usage !== undefined && usage.inputTokens > 0 && usage.outputTokens > 0);
      if (tells.usage) assert.deepEqual(usage, { type: 'usage', inputTokens: 21, outputTokens: 34 });
    });

    for (const finish of tells.finishes) {
      it(`ends with ${finish}`, async () => {
        harness.play({ kind: 'answer', answer: { ...plainAnswer, finish } });
        assert.deepEqual((await ask()).at(-1), { type: 'finish', reason: finish });
      });
    }

    if (tells.thinking) {
      it('tells thinking apart from text', async () => {
        harness.play({ kind: 'answer', answer: thoughtfulAnswer });
        const events = await ask();
        assert.deepEqual(
          events.filter((event) => event.type === 'text' || event.type === 'thinking'),
          spoken(thoughtfulAnswer),
        );
      });
    }

    it('stops at once, and the far end notices', async () => {
      harness.play({ kind: 'hang', answer: plainAnswer });
      const stop = new AbortController();
      const events: ModelEvent[] = [];
      let stoppedAt = 0;
      for await (const event of harness.provider.stream(createRequest(harness.model), stop.signal)) {
        events.push(event);
        if (textOf(events) === textOf(spoken(plainAnswer)) && !stop.signal.aborted) {
          stoppedAt = performance.now();
          stop.abort();
        }
      }
      assert.ok(performance.now() - stoppedAt < 200);
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'cancelled' });
      assert.equal(events.filter(isEnd).length, 1);
      await harness.abandoned();
    });

    it('stops before the first word', async () => {
      harness.play({ kind: 'hang', answer: { ...plainAnswer, parts: [] } });
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 60);
      const events = await ask(stop.signal);
      assert.deepEqual(events.at(-1), { type: 'finish', reason: 'cancelled' });
      assert.equal(textOf(events), '');
      await harness.abandoned();
    });

    it('does not begin when it is stopped already', async () => {
      harness.play({ kind: 'answer', answer: plainAnswer });
      assert.deepEqual(await ask(AbortSignal.abort()), [{ type: 'finish', reason: 'cancelled' }]);
    });

    it('lets go when nobody reads on', async () => {
      harness.play({ kind: 'hang', answer: plainAnswer });
      for await (const event of harness.provider.stream(createRequest(harness.model), new AbortController().signal)) {
        if (event.type === 'text') break;
      }
      await harness.abandoned();
    });

    it('tells when the answer broke off, and keeps what was said', async () => {
      harness.play({ kind: 'cut', answer: plainAnswer });
      const events = await ask();
      assert.equal(textOf(events), textOf(spoken(plainAnswer)));
      const last = events.at(-1);
      assert.ok(last?.type === 'failed');
      assert.equal(last.error.code, 'stream_cut');
    });

    for (const [failure, code] of Object.entries(tells.failures)) {
      it(`tells ${failure} as ${code}`, async () => {
        harness.play({ kind: 'fail', failure: failure as ScriptedFailure });
        const events = await ask();
        assert.equal(events.length, 1);
        const [event] = events;
        assert.ok(event?.type === 'failed');
        assert.equal(event.error.code, code);
        assertSentences(event.error.message);
      });
    }

    it('never tells the key', async () => {
      const said: unknown[] = [];
      for (const failure of Object.keys(tells.failures)) {
        harness.play({ kind: 'fail', failure: failure as ScriptedFailure });
        said.push(await ask(), await harness.provider.listModels(new AbortController().signal, { refresh: true }));
        said.push(await harness.provider.describe());
      }
      assert.ok(!JSON.stringify(said).includes(testKey.slice(8)));
    });

    it('describes itself as the contract says', async () => {
      const provider = providerSchema.parse(await harness.provider.describe());
      assert.equal(provider.id, harness.provider.id);
      assert.equal(provider.available, provider.unusable === null);
    });

    it('lists models as the contract says, each named once', async () => {
      harness.play({ kind: 'answer', answer: plainAnswer });
      const models = (await harness.provider.listModels(new AbortController().signal)).map((model) =>
        modelSchema.parse(model),
      );
      assert.equal(new Set(models.map((model) => model.ref)).size, models.length);
      for (const model of models) assert.equal(model.ref, `${harness.provider.id}/${model.id}`);
      assert.equal(models.find((model) => model.id === harness.model)?.unusable, null);
    });

    it('lists models even when the wait for them is stopped', async () => {
      harness.play({ kind: 'hang', answer: plainAnswer });
      const models = await harness.provider.listModels(AbortSignal.abort(), { refresh: true });
      assert.ok(models.every((model) => model.unusable !== null));
    });
  });
}

/** One to three sentences for people: they begin and end like sentences and hold no machine's words. */
function assertSentences(message: string): void {
  assert.match(message, /^[A-Z“].*[.?]$/);
  assert.ok(message.length < 300, message);
  assert.doesNotMatch(message, /undefined|null|\[object|Error:|\{/);
  assert.ok(Object.keys(errorTable).every((code) => !code.includes('_') || !message.includes(code)));
}
