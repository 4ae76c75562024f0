import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ModelEvent } from '../../../src/agents/core/ports.ts';
import type { WireReply } from '../../support/model-server/model-server.ts';
import type { ScriptedAnswer } from '../../support/model-server/scripted-answer.ts';
import { plainAnswer } from './model-contract.ts';
import { collect, createRequest, isEnd, textOf } from './model-fixtures.ts';
import { openWireHarness, type WireHarness, type WireSetup } from './wire-harness.ts';

const answer: ScriptedAnswer = {
  ...plainAnswer,
  parts: [{ type: 'thinking', delta: 'Hm, 四.' }, ...plainAnswer.parts],
};

/** What every provider that is reached over HTTP promises of its wire. */
export function describeWireContract(name: string, setup: WireSetup): void {
  const { wire, model, createProvider } = setup;
  const frames = wire.frames(answer);
  const bytes = Buffer.from(frames.join(''));

  describe(`wire contract: ${name}`, () => {
    let harness: WireHarness;
    let whole: ModelEvent[];

    beforeEach(async () => {
      harness = await openWireHarness(setup);
      whole = await ask({ pieces: frames });
      assert.equal(textOf(whole), textOf(answer.parts.map((part) => ({ ...part }))));
    });

    afterEach(async () => {
      await harness.dispose();
    });

    async function ask(reply: WireReply): Promise<ModelEvent[]> {
      harness.server.play(() => reply);
      const events = await collect(harness.provider, createRequest(model));
      assert.equal(events.filter(isEnd).length, 1);
      assert.ok(isEnd(events.at(-1)!));
      return events;
    }

    async function failureOf(reply: WireReply): Promise<Extract<ModelEvent, { type: 'failed' }>['error']> {
      const last = (await ask(reply)).at(-1);
      assert.ok(last?.type === 'failed', `ended with ${JSON.stringify(last)}`);
      return last.error;
    }

    /** The same bytes in exactly these pieces, with no socket in between that could join them. */
    async function askInPieces(pieces: readonly Uint8Array[]): Promise<ModelEvent[]> {
      const fetch = (): Promise<Response> =>
        Promise.resolve(
          new Response(
            new ReadableStream<Uint8Array>({
              start(controller) {
                for (const piece of pieces) controller.enqueue(piece);
                controller.close();
              },
            }),
            { headers: { 'content-type': 'text/event-stream' } },
          ),
        );
      return collect(createProvider('http://127.0.0.1:9', fetch), createRequest(model));
    }

    it('reads the same wherever the bytes are split in two', async function () {
      this.timeout(20_000);
      for (let at = 0; at <= bytes.length; at += 1) {
        assert.deepEqual(await askInPieces([bytes.subarray(0, at), bytes.subarray(at)]), whole, `split at ${at}`);
      }
    });

    it('reads the same in any pieces, with any line ends', async function () {
      this.timeout(20_000);
      const variants = [
        bytes,
        Buffer.from(frames.join('').replaceAll('\n', '\r\n')),
        Buffer.from(frames.join('').replaceAll('\n', '\r')),
      ];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...variants),
          fc.array(fc.nat({ max: bytes.length + 200 }), { maxLength: 40 }),
          async (text, cuts) => {
            const edges = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
            const pieces = edges.slice(1).map((end, index) => text.subarray(edges[index], end));
            assert.deepEqual(await askInPieces(pieces), whole);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('reads a slow drip of single bytes', async function () {
      this.timeout(20_000);
      const drip = Array.from({ length: bytes.length }, (_, index) => bytes.subarray(index, index + 1));
      assert.deepEqual(await ask({ pieces: drip }), whole);
    });

    it('passes over comments, empty events and events of unknown types', async () => {
      const noise = [': keep-alive\n\n', '\n', wire.unknownFrame, ':\n'];
      assert.deepEqual(await ask({ pieces: frames.flatMap((frame) => [...noise, frame]) }), whole);
    });

    it('ends with the last event, though the connection stays open', async () => {
      assert.deepEqual(await ask({ pieces: frames, ending: 'hold' }), whole);
      await harness.server.requests.at(-1)?.abandoned;
    });

    for (const ending of ['cut', 'end'] as const) {
      it(`knows a whole answer from a part when the connection ${ending === 'cut' ? 'breaks' : 'ends early'} after any event`, async () => {
        for (let count = 0; count < frames.length; count += 1) {
          const last = (await ask({ pieces: frames.slice(0, count), ending })).at(-1);
          const expected = count >= wire.wholeAfter(answer) ? 'finish' : 'stream_cut';
          assert.equal(last?.type === 'failed' ? last.error.code : last?.type, expected, `after ${count} events`);
        }
      });

      it(`knows it in the middle of an event (${ending})`, async () => {
        const part = frames.slice(0, 4).join('');
        const half = part.slice(0, part.length - 20);
        assert.equal((await failureOf({ pieces: [half], ending })).code, 'stream_cut');
      });
    }

    it('reads one piece of five million characters', async function () {
      this.timeout(20_000);
      const delta = 'x1 '.repeat(1_700_000);
      const startedAt = performance.now();
      const events = await ask({ pieces: wire.frames({ ...answer, parts: [{ type: 'text', delta }] }) });
      assert.equal(textOf(events), delta);
      assert.ok(performance.now() - startedAt < 5_000, `took ${Math.round(performance.now() - startedAt)} ms`);
    });

    it('fails on data that is not JSON, and does not repeat it', async () => {
      const error = await failureOf({
        pieces: [...frames.slice(0, 4), 'event: x\ndata: {"oops": secretwords\n\n', ...frames.slice(4)],
      });
      assert.equal(error.code, 'provider_error');
      assert.doesNotMatch(JSON.stringify(error), /secretwords/);
    });

    it('knows a web page from an answer', async () => {
      const error = await failureOf({
        headers: { 'content-type': 'text/html; charset=utf-8' },
        pieces: ['<h1>Sign in</h1>'],
      });
      assert.equal(error.code, 'provider_error');
      assert.match(error.message, /web page/);
    });

    it('passes over JSON that is no event', async () => {
      const odd = ['null', '17', '"text"', '[]', '{}', '{"type":7}', '{"choices":"none","usage":4}'].map(
        (text) => `event: x\ndata: ${text}\n\n`,
      );
      assert.deepEqual(await ask({ pieces: [...frames.slice(0, 4), ...odd, ...frames.slice(4)] }), whole);
    });

    it('fails on an empty body', async () => {
      assert.equal((await failureOf({ pieces: [] })).code, 'stream_cut');
    });

    it('fails when the stream tells of a failure, and keeps what was said', async () => {
      const events = await ask({
        pieces: [...frames.slice(0, wire.wholeAfter(answer) - 1), wire.failureFrame('overloaded')],
      });
      const last = events.at(-1);
      assert.ok(last?.type === 'failed');
      assert.equal(last.error.code, 'overloaded');
      assert.equal(textOf(events), textOf(whole));
      assert.equal((await failureOf({ pieces: [wire.failureFrame('provider_error')] })).code, 'provider_error');
    });

    it('reads failures that are no JSON', async () => {
      const html = { 'content-type': 'text/html' };
      assert.equal(
        (await failureOf({ status: 502, headers: html, pieces: ['<h1>Bad gateway</h1>'] })).code,
        'overloaded',
      );
      assert.equal(
        (await failureOf({ status: 404, headers: html, pieces: ['<h1>Not found</h1>'] })).code,
        'model_not_found',
      );
      assert.equal((await failureOf({ status: 500, headers: html, pieces: [] })).code, 'provider_error');
      assert.equal(
        (await failureOf({ status: 418, headers: html, pieces: ['{"error":"teapot"}'] })).code,
        'provider_error',
      );
    });

    it('tells how long to wait, from whatever header says so', async () => {
      const inTwoSeconds = new Date(Date.now() + 2_000).toUTCString();
      const cases: readonly (readonly [Record<string, string>, (ms: number) => boolean])[] = [
        [{ 'retry-after': '7' }, (ms) => ms === 7_000],
        [{ 'retry-after-ms': '350', 'retry-after': '7' }, (ms) => ms === 350],
        [{ 'retry-after': inTwoSeconds }, (ms) => ms >= 0 && ms <= 2_000],
        [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m2.5s' }, (ms) => ms === 62_500],
        [
          {
            'x-ratelimit-remaining-tokens': '5',
            'x-ratelimit-reset-tokens': '9s',
            'x-ratelimit-reset-requests': '20ms',
          },
          (ms) => ms === 20,
        ],
      ];
      for (const [headers, holds] of cases) {
        const error = await failureOf(wire.failure('rate_limited', headers));
        const waitMs = error.details?.['retryAfterMs'];
        assert.ok(typeof waitMs === 'number' && holds(waitMs), `${JSON.stringify(headers)} gave ${String(waitMs)}`);
      }
      assert.equal((await failureOf(wire.failure('rate_limited'))).details?.['retryAfterMs'], undefined);
      assert.equal(
        (await failureOf(wire.failure('overloaded', { 'retry-after': '3' }))).details?.['retryAfterMs'],
        3_000,
      );
    });

    it('asks once: trying again is for the loop above', async () => {
      const before = harness.server.requests.length;
      await failureOf(wire.failure('overloaded'));
      assert.equal(harness.server.requests.length, before + 1);
    });

    it('tells that nobody answers', async () => {
      const provider = createProvider(`http://127.0.0.1:${await closedPort()}`);
      const [event] = await collect(provider, createRequest(model));
      assert.ok(event?.type === 'failed');
      assert.equal(event.error.code, 'network');
      assert.match(event.error.message, /127\.0\.0\.1/);
      const models = await provider.listModels(new AbortController().signal);
      assert.ok(models.every(({ unusable }) => unusable?.reason === 'unreachable' || unusable?.reason === 'retired'));
    });

    const unreachable = [
      ['ENOTFOUND', /was not found/],
      ['SELF_SIGNED_CERT_IN_CHAIN', /certificate/],
      ['ECONNRESET', /could not be reached/],
    ] as const;
    for (const [code, words] of unreachable) {
      it(`tells what ${code} means`, async () => {
        const cause = Object.assign(new Error('low-level words'), { code });
        const fetch = (): Promise<Response> => Promise.reject(new TypeError('fetch failed', { cause }));
        const [event] = await collect(createProvider('http://models.example', fetch), createRequest(model));
        assert.ok(event?.type === 'failed');
        assert.equal(event.error.code, 'network');
        assert.match(event.error.message, words);
        assert.match(event.error.message, /models\.example/);
        assert.equal(event.error.details?.['reason'], code);
        assert.doesNotMatch(event.error.message, /low-level|fetch failed/);
      });
    }

    it('gives up a parameter that the model refuses, says so, and remembers it', async () => {
      const request = createRequest(model, { temperature: 0.3, maxOutputTokens: 500 });
      const refusal = (body: unknown): WireReply | null =>
        typeof body === 'object' && body !== null && 'temperature' in body
          ? { status: 400, headers: { 'content-type': 'application/json' }, pieces: [temperatureRefusal] }
          : null;
      harness.server.play(({ body }) => refusal(body) ?? { pieces: frames });
      const before = harness.server.requests.length;
      for (const round of [1, 2]) {
        const events = await collect(harness.provider, request);
        assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
        assert.equal(textOf(events), textOf(whole));
        const notices = events.filter((event) => event.type === 'notice').map(({ message }) => message);
        assert.deepEqual(notices, round === 1 ? ['This model takes no temperature; it answers with its own.'] : []);
      }
      assert.ok(harness.server.requests.length - before <= 3);
    });
  });
}

const temperatureRefusal = JSON.stringify({
  type: 'error',
  error: {
    type: 'invalid_request_error',
    code: 'unsupported_value',
    param: 'temperature',
    message:
      "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value is supported.",
  },
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
