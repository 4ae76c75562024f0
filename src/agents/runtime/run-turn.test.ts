import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createFakeClock } from '../../../test/support/fake-clock.ts';
import { createScriptedProvider, never, type ScriptStep } from '../../../test/support/scripted-provider.ts';
import type { ModelProvider } from '../core/ports.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { RunEventBody } from '../protocol/events.ts';
import { runTurn } from './run-turn.ts';

const request = { model: 'scripted', system: '', messages: [], maxOutputTokens: null, temperature: null, topP: null };

function begin(provider: ModelProvider, options: { maxRetries?: number; random?: number } = {}) {
  const clock = createFakeClock();
  const stop = new AbortController();
  const events: RunEventBody[] = [];
  const done = runTurn({
    provider,
    request,
    emit: (event) => events.push(event),
    signal: stop.signal,
    clock,
    random: () => options.random ?? 0.5,
    silenceTimeoutMs: 60_000,
    maxRetries: options.maxRetries ?? 2,
    priceUsd: (input, output) => input + output,
  });
  return { clock, stop, events, done };
}

const play = (...scripts: ScriptStep[][]) => begin(createScriptedProvider(scripts));
const failed = (code: ErrorCode, details: Record<string, unknown> | null = null): ScriptStep => ({
  type: 'failed',
  error: { code, message: `It was ${code}.`, details },
});
const states = (events: readonly RunEventBody[]): string[] =>
  events.flatMap((event) => (event.type === 'status' ? [event.data.state] : []));
const text = (delta: string): ScriptStep => ({ type: 'text', delta });
const finish: ScriptStep = { type: 'finish', reason: 'stop' };

describe('runTurn', () => {
  it('tells thinking, streaming and the end, with offsets and the price', async () => {
    const { events, done } = play([
      { type: 'thinking', delta: 'hm' },
      text('Hel'),
      text('lo'),
      { type: 'usage', inputTokens: 3, outputTokens: 2 },
      finish,
    ]);
    await done;
    assert.deepEqual(events, [
      { type: 'status', data: { state: 'thinking' } },
      { type: 'thinking', data: { delta: 'hm', offset: 0 } },
      { type: 'status', data: { state: 'streaming' } },
      { type: 'text', data: { delta: 'Hel', offset: 0 } },
      { type: 'text', data: { delta: 'lo', offset: 3 } },
      { type: 'usage', data: { inputTokens: 3, outputTokens: 2, costUsd: 5 } },
      { type: 'status', data: { state: 'complete', finishReason: 'stop' } },
    ]);
  });

  it('stops at once when told to, even where the model does not listen', async () => {
    const deaf: ModelProvider = {
      ...createScriptedProvider([]),
      async *stream() {
        yield { type: 'text', delta: 'a' };
        await never();
      },
    };
    const { events, done, stop } = begin(deaf);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await done;
    assert.deepEqual(states(events), ['thinking', 'streaming', 'stopped']);
  });

  it('never asks a model when it was stopped before it began', async () => {
    const provider = createScriptedProvider([[text('a'), finish]]);
    const { clock, stop } = { clock: createFakeClock(), stop: new AbortController() };
    stop.abort();
    const events: RunEventBody[] = [];
    await runTurn({
      provider,
      request,
      emit: (event) => events.push(event),
      signal: stop.signal,
      clock,
      random: () => 0,
      silenceTimeoutMs: 1,
      maxRetries: 0,
      priceUsd: () => null,
    });
    assert.deepEqual(states(events), ['thinking', 'stopped']);
    assert.equal(provider.requests.length, 0);
  });

  it('waits as long as the provider asks and tries again', async () => {
    const { events, done, clock } = play([failed('rate_limited', { retryAfterMs: 7_000 })], [text('ok'), finish]);
    await clock.advance(6_999);
    assert.deepEqual(states(events), ['thinking']);
    await clock.advance(1);
    await done;
    assert.deepEqual(states(events), ['thinking', 'thinking', 'streaming', 'complete']);
    assert.ok(events.some((event) => event.type === 'notice' && event.data.message.endsWith('Trying again in 7 s.')));
  });

  it('fails instead of waiting for minutes, and keeps the reason', async () => {
    const { events, done } = play([failed('rate_limited', { retryAfterMs: 600_000 })]);
    await done;
    assert.deepEqual(states(events), ['thinking', 'failed']);
    assert.ok(events.some((event) => event.type === 'error' && event.data.details?.['retryAfterMs'] === 600_000));
  });

  it('gives up after the tries that are allowed', async () => {
    const { events, done, clock } = play([failed('overloaded')]);
    await clock.advance(60_000);
    await done;
    assert.deepEqual(states(events), ['thinking', 'thinking', 'thinking', 'failed']);
  });

  for (const code of ['wrong_key', 'context_too_long', 'model_not_found', 'refused'] as const) {
    it(`does not repeat what cannot get better: ${code}`, async () => {
      const { events, done } = play([failed(code)], [text('never'), finish]);
      await done;
      assert.deepEqual(states(events), ['thinking', 'failed']);
    });
  }

  it('does not begin again once something was said', async () => {
    const { events, done } = play([text('half'), failed('network')], [text('never'), finish]);
    await done;
    assert.deepEqual(states(events), ['thinking', 'streaming', 'failed']);
  });

  it('stops while it waits for another try', async () => {
    const { events, done, clock, stop } = play([failed('overloaded')], [text('never'), finish]);
    await clock.advance(0);
    stop.abort();
    await done;
    assert.deepEqual(states(events), ['thinking', 'stopped']);
  });

  it('fails when the model says nothing for too long', async () => {
    const { events, done, clock } = play([text('a'), never]);
    await clock.advance(59_999);
    assert.deepEqual(states(events), ['thinking', 'streaming']);
    await clock.advance(1);
    await done;
    assert.equal(events.find((event) => event.type === 'error')?.data.code, 'timeout');
  });

  it('reports a model that ends without saying so, and one that throws', async () => {
    const cut = play([text('a')]);
    await cut.done;
    assert.equal(cut.events.find((event) => event.type === 'error')?.data.code, 'stream_cut');
    const broken: ModelProvider = {
      ...createScriptedProvider([]),
      async *stream() {
        await Promise.resolve();
        throw new TypeError('a bug');
      },
    };
    const thrown = begin(broken);
    await thrown.done;
    assert.equal(thrown.events.find((event) => event.type === 'error')?.data.code, 'internal');
  });
});
