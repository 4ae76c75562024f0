import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClient } from '../../agents/client/client.ts';
import { isConductorError } from '../../agents/protocol/conductor-error.ts';
import type { ToEditor, ToWebview } from '../../agents/protocol/editor-bridge.ts';
import { createEditorBridge } from './editor-bridge.ts';
import type { EditorPort } from './editor-port.ts';

/** A port whose other end is the test. */
function testPort() {
  const sent: ToEditor[] = [];
  const listeners = new Set<(message: ToWebview) => void>();
  const port: EditorPort = {
    post: (message) => sent.push(message),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => undefined,
    setState: () => undefined,
  };
  const tell = (message: ToWebview): void => {
    for (const listener of listeners) listener(message);
  };
  return { port, sent, tell };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function lastRequest(sent: readonly ToEditor[]): Extract<ToEditor, { kind: 'request' }> {
  const request = sent.findLast((message) => message.kind === 'request');
  assert.ok(request);
  return request;
}

describe('the bridge’s fetch', () => {
  it('carries a request across and gives the answer back', async () => {
    const { port, sent, tell } = testPort();
    const bridge = createEditorBridge(port);
    const answer = bridge.fetch(
      new Request('http://h/api/x?a=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"b":"ü"}',
      }),
    );
    await settle();
    const request = lastRequest(sent);
    assert.equal(request.method, 'POST');
    assert.equal(request.path, '/api/x?a=1');
    assert.equal(request.body, '{"b":"ü"}');
    assert.equal(request.headers['content-type'], 'application/json');
    tell({ kind: 'response', id: request.id, status: 202, headers: { 'x-a': 'b' } });
    tell({ kind: 'piece', id: request.id, text: '{"ok":' });
    tell({ kind: 'piece', id: request.id, text: '"ü"}' });
    tell({ kind: 'end', id: request.id });
    const response = await answer;
    assert.equal(response.status, 202);
    assert.equal(response.headers.get('x-a'), 'b');
    assert.deepEqual(await response.json(), { ok: 'ü' });
  });

  it('counts a piece as taken when it is read, not when it arrives', async () => {
    const { port, sent, tell } = testPort();
    const bridge = createEditorBridge(port);
    const answer = bridge.fetch(new Request('http://h/stream'));
    await settle();
    const { id } = lastRequest(sent);
    const taken = (): number => sent.filter((message) => message.kind === 'taken').length;
    tell({ kind: 'response', id, status: 200, headers: {} });
    for (const text of ['a', 'b', 'c']) tell({ kind: 'piece', id, text });
    const reader = (await answer).body?.getReader();
    assert.ok(reader);
    await settle();
    assert.equal(taken(), 0);
    await reader.read();
    assert.equal(taken(), 1);
    await reader.read();
    assert.equal(taken(), 2);
  });

  it('tells the editor when the reader wants no more', async () => {
    const { port, sent, tell } = testPort();
    const bridge = createEditorBridge(port);
    const answer = bridge.fetch(new Request('http://h/stream'));
    await settle();
    const { id } = lastRequest(sent);
    tell({ kind: 'response', id, status: 200, headers: {} });
    await (await answer).body?.cancel();
    assert.deepEqual(sent.at(-1), { kind: 'abort', id });
  });

  it('stops with its signal, before and while the answer comes', async () => {
    const { port, sent, tell } = testPort();
    const client = createClient(createEditorBridge(port).fetch);
    const early = new AbortController();
    const list = client.call('GET /api/models', {}, { signal: early.signal });
    await settle();
    early.abort();
    await assert.rejects(list, (cause) => isConductorError(cause) && cause.code === 'cancelled');
    assert.equal(sent.at(-1)?.kind, 'abort');

    const late = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      const query = { messageId: 'm', after: 0 };
      for await (const event of client.stream('GET /api/messages/stream', { query }, { signal: late.signal })) {
        seen.push(event.seq);
      }
    })();
    await settle();
    const { id } = lastRequest(sent);
    tell({ kind: 'response', id, status: 200, headers: {} });
    tell({ kind: 'piece', id, text: 'data: {"seq":1}\n\n' });
    await settle();
    late.abort();
    await assert.rejects(reading, (cause) => isConductorError(cause) && cause.code === 'cancelled');
    assert.deepEqual(seen, [1]);
  });

  it('makes a broken answer a failure: before its head `network`, in its body `stream_cut`', async () => {
    const { port, sent, tell } = testPort();
    const client = createClient(createEditorBridge(port).fetch);
    const list = client.call('GET /api/models', {});
    await settle();
    tell({ kind: 'broken', id: lastRequest(sent).id, message: 'The host ended.' });
    await assert.rejects(list, (cause) => isConductorError(cause) && cause.code === 'network');

    const changes = client.stream('GET /api/changes', {})[Symbol.asyncIterator]();
    const first = changes.next();
    await settle();
    const { id } = lastRequest(sent);
    tell({ kind: 'response', id, status: 200, headers: {} });
    tell({ kind: 'piece', id, text: 'data: {"area":"models","conversationId":null}\n\n' });
    assert.equal((await first).done, false);
    tell({ kind: 'broken', id, message: 'The host ended.' });
    await assert.rejects(changes.next(), (cause) => isConductorError(cause) && cause.code === 'stream_cut');
  });

  it('hands over every piece that came before the answer broke off', async () => {
    const { port, sent, tell } = testPort();
    const answer = createEditorBridge(port).fetch(new Request('http://h/stream'));
    await settle();
    const { id } = lastRequest(sent);
    tell({ kind: 'response', id, status: 200, headers: {} });
    tell({ kind: 'piece', id, text: 'a' });
    tell({ kind: 'broken', id, message: 'Cut.' });
    const reader = (await answer).body?.getReader();
    assert.equal(new TextDecoder().decode((await reader?.read())?.value), 'a');
    await assert.rejects(async () => reader?.read());
  });
});

describe('the bridge’s actions and news', () => {
  it('gives each action its own answer', async () => {
    const { port, sent, tell } = testPort();
    const bridge = createEditorBridge(port);
    const copied = bridge.act({ name: 'copyText', text: 'a' });
    const picked = bridge.act({ name: 'pickModel', current: null });
    const [first, second] = sent.filter((message) => message.kind === 'action');
    assert.ok(first && second);
    tell({ kind: 'result', id: second.id, value: 'local/built-in' });
    tell({ kind: 'failed', id: first.id, message: 'No clipboard here.' });
    assert.equal(await picked, 'local/built-in');
    await assert.rejects(copied, (cause) => isConductorError(cause) && cause.message === 'No clipboard here.');
  });

  it('passes news on until a listener leaves', () => {
    const { port, tell } = testPort();
    const bridge = createEditorBridge(port);
    const heard: string[] = [];
    const leave = bridge.onNews((news) => heard.push(news.name));
    tell({ kind: 'news', news: { name: 'openConversation', conversationId: 'c' } });
    leave();
    tell({ kind: 'news', news: { name: 'openConversation', conversationId: 'd' } });
    assert.deepEqual(heard, ['openConversation']);
  });

  it('breaks off everything that is under way when it is disposed', async () => {
    const { port } = testPort();
    const bridge = createEditorBridge(port);
    const action = bridge.act({ name: 'getViewState' });
    const answer = bridge.fetch(new Request('http://h/x'));
    await settle();
    bridge.dispose();
    await assert.rejects(action);
    await assert.rejects(answer);
  });
});
