import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseMessage } from './parse-message.ts';

const request = { kind: 'request', id: 1, method: 'GET', path: '/health', headers: {}, body: null };

describe('a message from a webview', () => {
  it('passes when it is of the contract', () => {
    assert.deepEqual(parseMessage(request), request);
    assert.deepEqual(parseMessage({ kind: 'alive' }), { kind: 'alive' });
    const action = { kind: 'action', id: 2, action: { name: 'copyText', text: 'a'.repeat(100_000) } };
    assert.deepEqual(parseMessage(action), action);
  });

  it('is dropped when it is anything else', () => {
    const action = { kind: 'action', id: 2, action: { name: 'runAnything', text: '' } };
    for (const raw of [
      null,
      'ready',
      [],
      { kind: 'other' },
      { ...request, id: '1' },
      { ...request, path: 1 },
      action,
    ]) {
      assert.equal(parseMessage(raw), null);
    }
  });

  it('is dropped when it is larger than any honest one', () => {
    const headers = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`x-${index}`, '']));
    const long = 'a'.repeat(20_000);
    const excessive = [
      { ...request, path: `/${long}` },
      { ...request, headers },
      { ...request, headers: { a: long } },
      { kind: 'action', id: 2, action: { name: 'openLink', url: long } },
    ];
    for (const raw of excessive) assert.equal(parseMessage(raw), null);
  });
});
