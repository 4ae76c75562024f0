import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createCodeTextReader } from './code-text.ts';

const read = (reader: ReturnType<typeof createCodeTextReader>, code: string) => {
  const { lines, wholeCount, rest } = reader.read(code);
  return [...lines.slice(0, wholeCount), rest];
};

describe('createCodeTextReader', () => {
  it('reads what was added, whatever the text became', () => {
    const texts = fc.array(fc.stringMatching(/^[ab\n`]{0,8}$/), { maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(3), { maxLength: 12 }), (parts, cuts) => {
        const reader = createCodeTextReader();
        let code = '';
        parts.forEach((part, index) => {
          code = code.slice(0, code.length - (cuts[index] ?? 0)) + part;
          assert.deepEqual(read(reader, code), code.split('\n'));
        });
      }),
    );
  });

  it('keeps its lines while the text continues, and when half a fence turns out to close it', () => {
    const reader = createCodeTextReader();
    const { lines } = reader.read('let a;\nlet');
    assert.equal(reader.read('let a;\nlet b;\n``').lines, lines);
    assert.equal(reader.read('let a;\nlet b;').lines, lines);
    assert.deepEqual(read(reader, 'let a;\nlet b;'), ['let a;', 'let b;']);
    assert.notEqual(reader.read('another').lines, lines);
  });
});
