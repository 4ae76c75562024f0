import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { toPastedItem } from './composer.ts';
import { emptyPersistedView, parsePersistedView, toPersistedView } from './persisted-view.ts';

describe('what the editor keeps of a view', () => {
  it('comes back as it was', () => {
    const view = toPersistedView({
      conversationId: 'cnv_1',
      text: 'half a thought',
      context: [toPastedItem('words', 'Pasted text')],
      scroll: { messageId: 'msg_1', offsetPx: 12 },
    });
    assert.deepEqual(parsePersistedView(JSON.parse(JSON.stringify(view))), view);
  });

  it('stays small, whatever lies in the composer', () => {
    const context = Array.from({ length: 40 }, (_, index) => toPastedItem(`${index}`.repeat(50_000), `p${index}`));
    const view = toPersistedView({ conversationId: null, text: 'x'.repeat(1_000_000), context, scroll: null });
    assert.ok(JSON.stringify(view).length < 500_000);
    assert.ok(view.context.length > 0);
  });

  it('is read from anything without failing', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const view = parsePersistedView(value);
        assert.equal(view.version, 1);
      }),
    );
    assert.deepEqual(
      parsePersistedView({ version: 1, context: [{ kind: 'file' }], scroll: 3, text: 4 }),
      emptyPersistedView,
    );
  });
});
