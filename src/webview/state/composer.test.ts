import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ContextItem } from '../../agents/protocol/context-item.ts';
import { createComposer, estimateTokens, toPastedItem } from './composer.ts';

function file(path: string): ContextItem {
  return {
    kind: 'file',
    path,
    uri: `file:///${path}`,
    languageId: 'typescript',
    startLine: 1,
    endLine: 1,
    text: 'x',
    truncated: false,
  };
}

describe('the composer', () => {
  it('takes away what was acknowledged, and keeps what was typed since', () => {
    const composer = createComposer();
    composer.setText('first question');
    composer.addContext([file('a.ts')]);
    const sent = composer.store.getState();
    composer.setText('first question and more');
    composer.addContext([file('b.ts')]);
    composer.acknowledge(sent);
    const { text, context } = composer.store.getState();
    assert.equal(text, ' and more');
    assert.deepEqual(
      context.map((item) => item.path),
      ['b.ts'],
    );
  });

  it('keeps words that were changed instead of added to', () => {
    const composer = createComposer({ text: 'one' });
    const sent = composer.store.getState();
    composer.setText('other');
    composer.acknowledge(sent);
    assert.equal(composer.store.getState().text, 'other');
  });

  it('names a draft once, and anew when it was changed', () => {
    const composer = createComposer({ text: 'one' });
    const name = composer.name();
    assert.match(name, /^[A-Za-z0-9_-]{1,80}$/);
    assert.equal(composer.name(), name);
    composer.setText('two');
    assert.notEqual(composer.name(), name);
  });

  it('holds a place once, and no more than the host takes', () => {
    const composer = createComposer();
    composer.addContext([file('a.ts')]);
    composer.addContext([file('a.ts'), file('b.ts')]);
    assert.equal(composer.store.getState().context.length, 2);
    composer.addContext(Array.from({ length: 60 }, (_, index) => file(`${index}.ts`)));
    assert.equal(composer.store.getState().context.length, 40);
  });

  it('holds two different pastes, which have no place', () => {
    const composer = createComposer();
    composer.addContext([toPastedItem('one', 'Pasted text')]);
    composer.addContext([toPastedItem('two', 'Pasted text')]);
    assert.equal(composer.store.getState().context.length, 2);
  });

  it('cuts a paste to what a message can carry, and says so', () => {
    const item = toPastedItem('x'.repeat(1_000_001), 'Pasted text');
    assert.equal(item.text.length, 1_000_000);
    assert.equal(item.truncated, true);
    assert.equal(toPastedItem('a\nb', 'Pasted text').endLine, 2);
  });

  it('counts the context too when it estimates the size', () => {
    assert.equal(estimateTokens({ text: 'x'.repeat(40), context: [toPastedItem('y'.repeat(400), 'p')] }), 110);
  });
});
