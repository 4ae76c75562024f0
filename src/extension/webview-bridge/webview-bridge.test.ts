import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { EditorAction, EditorNews, ToWebview } from '../../agents/protocol/editor-bridge.ts';
import { WebviewBridge } from './webview-bridge.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
const news: EditorNews = { name: 'openConversation', conversationId: 'c1' };
const request = (id: number) => ({ kind: 'request', id, method: 'GET', path: '/x', headers: {}, body: null });

function testBridge(options: { act?: (action: EditorAction) => Promise<unknown> } = {}) {
  const posted: ToWebview[] = [];
  const logged: string[] = [];
  const signals: AbortSignal[] = [];
  const bridge = new WebviewBridge({
    fetch: (request) => {
      signals.push(request.signal);
      return new Promise<Response>(() => undefined);
    },
    post: (message) => posted.push(message),
    act: options.act ?? (() => Promise.resolve(null)),
    log: { write: (_level, event) => logged.push(event) },
  });
  return { bridge, posted, logged, signals };
}

describe('the editor’s end of the bridge', () => {
  it('keeps news until the webview listens', async () => {
    const { bridge, posted } = testBridge();
    bridge.tell(news);
    assert.deepEqual(posted, []);
    await bridge.receive({ kind: 'ready' });
    assert.deepEqual(posted, [{ kind: 'news', news }]);
    bridge.documentGone();
    bridge.tell(news);
    assert.equal(posted.length, 1);
  });

  it('refuses what is not of the contract, and says so in the log without its content', async () => {
    const { bridge, posted, logged } = testBridge();
    await bridge.receive({ kind: 'action', id: 1, action: { name: 'eval', text: 'secret' } });
    assert.deepEqual(posted, []);
    assert.deepEqual(logged, ['webview_message_refused']);
  });

  it('answers an action, or says why it failed', async () => {
    const { bridge, posted } = testBridge({
      act: (action) => (action.name === 'confirm' ? Promise.resolve(true) : Promise.reject(new Error('No clipboard.'))),
    });
    await bridge.receive({ kind: 'action', id: 1, action: { name: 'confirm', message: 'm', confirmLabel: 'c' } });
    await bridge.receive({ kind: 'action', id: 2, action: { name: 'copyText', text: 'a' } });
    await settle();
    assert.deepEqual(posted, [
      { kind: 'result', id: 1, value: true },
      { kind: 'failed', id: 2, message: 'No clipboard.' },
    ]);
  });

  it('aborts what the webview no longer wants', async () => {
    const { bridge, signals } = testBridge();
    await bridge.receive(request(1));
    await bridge.receive(request(2));
    await bridge.receive({ kind: 'abort', id: 1 });
    assert.deepEqual(
      signals.map((signal) => signal.aborted),
      [true, false],
    );
  });

  it('ends everything of the old document when a new one is ready, and of the last one when it is disposed', async () => {
    const { bridge, signals } = testBridge();
    await bridge.receive(request(1));
    await bridge.receive({ kind: 'ready' });
    await bridge.receive(request(1));
    assert.deepEqual(
      signals.map((signal) => signal.aborted),
      [true, false],
    );
    bridge.dispose();
    assert.ok(signals.every((signal) => signal.aborted));
  });

  it('bounds what one webview may ask at once', async () => {
    const { bridge, posted, signals } = testBridge();
    for (let id = 1; id <= 70; id += 1) await bridge.receive(request(id));
    assert.equal(signals.length, 64);
    assert.equal(posted.filter(({ kind }) => kind === 'broken').length, 6);
  });
});
