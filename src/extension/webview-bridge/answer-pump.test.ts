import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ConductorError } from '../../agents/protocol/conductor-error.ts';
import type { ToWebview } from '../../agents/protocol/editor-bridge.ts';
import { AnswerPump } from './answer-pump.ts';

/** Answers as a host would. */
const respond = (...given: ConstructorParameters<typeof Response>): Promise<Response> =>
  Promise.resolve(new Response(...given));

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function pumpFor(fetch: (request: Request) => Promise<Response>, given: { method?: string; path?: string } = {}) {
  const posted: ToWebview[] = [];
  const request = { kind: 'request', id: 7, method: 'GET', path: '/x', headers: {}, body: null, ...given } as const;
  const pump = new AnswerPump({ request, fetch, post: (message) => posted.push(message) });
  return { pump, posted, kinds: () => posted.map(({ kind }) => kind) };
}

function streamOf(count: number, onCancel: () => void = () => undefined): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (sent === count) controller.close();
        else controller.enqueue(new TextEncoder().encode(`piece ${++sent} `));
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
}

describe('an answer on its way to a webview', () => {
  it('is a head, pieces and an end', async () => {
    const { pump, posted } = pumpFor(() => respond('{"a":1}', { status: 202, headers: { 'x-a': 'b' } }));
    await pump.run();
    const [head, piece, end] = posted;
    assert.ok(head?.kind === 'response' && head.status === 202 && head.headers['x-a'] === 'b');
    assert.deepEqual(piece, { kind: 'piece', id: 7, text: '{"a":1}' });
    assert.deepEqual(end, { kind: 'end', id: 7 });
  });

  it('goes no more than four pieces ahead of what was taken in', async () => {
    const { pump, posted, kinds } = pumpFor(() => respond(streamOf(10)));
    const running = pump.run();
    await settle();
    const pieces = (): number => kinds().filter((kind) => kind === 'piece').length;
    assert.equal(pieces(), 4);
    pump.taken(2);
    await settle();
    assert.equal(pieces(), 6);
    for (let count = 0; count < 10; count += 1) {
      pump.taken(1);
      await settle();
    }
    await running;
    assert.equal(pieces(), 10);
    assert.equal(posted.at(-1)?.kind, 'end');
  });

  it('keeps a letter whole that lies across two chunks', async () => {
    const bytes = new TextEncoder().encode('ü');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, 1));
        controller.enqueue(bytes.slice(1));
        controller.close();
      },
    });
    const { pump, posted } = pumpFor(() => respond(body));
    await pump.run();
    const text = posted.map((message) => (message.kind === 'piece' ? message.text : '')).join('');
    assert.equal(text, 'ü');
  });

  it('stops the host’s stream and says no more when it is aborted, also while it waits', async () => {
    let isCancelled = false;
    const body = streamOf(100, () => (isCancelled = true));
    const { pump, posted } = pumpFor(() => respond(body));
    const running = pump.run();
    await settle();
    const before = posted.length;
    pump.abort();
    await running;
    assert.equal(isCancelled, true);
    assert.equal(posted.length, before);
  });

  it('tells the host’s request that it was aborted', async () => {
    let signal: AbortSignal | undefined;
    const { pump } = pumpFor((request) => {
      signal = request.signal;
      return new Promise<Response>((_, reject) =>
        request.signal.addEventListener('abort', () => reject(new Error('x'))),
      );
    });
    const running = pump.run();
    await settle();
    pump.abort();
    await running;
    assert.equal(signal?.aborted, true);
  });

  it('makes a host that cannot begin an answer in the contract’s own words', async () => {
    const { pump, posted } = pumpFor(() => Promise.reject(new ConductorError('storage_full', 'The disk is full.')));
    await pump.run();
    const [head, piece] = posted;
    assert.ok(head?.kind === 'response' && head.status === 507);
    assert.ok(piece?.kind === 'piece');
    assert.deepEqual(JSON.parse(piece.text), {
      error: { code: 'storage_full', message: 'The disk is full.', details: null },
    });
  });

  it('says that it broke off when the host’s stream fails', async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(new TextEncoder().encode('a'));
        else controller.error(new Error('gone'));
      },
    });
    const { pump, kinds } = pumpFor(() => respond(body));
    await pump.run();
    assert.deepEqual(kinds(), ['response', 'piece', 'broken']);
  });

  it('refuses a request that leads elsewhere', async () => {
    for (const given of [{ path: '@evil.example/x' }, { path: 'x' }, { method: 'CONNECT' }]) {
      const { pump, kinds } = pumpFor(() => assert.fail('asked'), given);
      await pump.run();
      assert.deepEqual(kinds(), ['broken']);
    }
    const { pump, posted } = pumpFor((request) => respond(new URL(request.url).host), {
      path: '//evil.example/x',
    });
    await pump.run();
    assert.deepEqual(posted[1], { kind: 'piece', id: 7, text: 'conductor.local' });
  });
});
