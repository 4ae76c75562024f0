import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { indentText, insertionAt, replacementFor } from './indent-text.ts';

const at = (line: string, character: number) => ({ line, character, eol: '\n' });

describe('indenting code', () => {
  it('replaces the outer indentation and keeps the inner one', () => {
    assert.equal(indentText('    if (a) {\n      b();\n\n    }', '\t'), '\tif (a) {\n\t  b();\n\n\t}');
  });

  it('changes no sign but white space', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '  ', '\t\t'), (text, indent) => {
        assert.equal(indentText(text, indent).replace(/\s/g, ''), text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('code at a cursor', () => {
  it('fills an empty line under its indentation', () => {
    assert.deepEqual(insertionAt('a();\nb();\n', at('    ', 4)), {
      startCharacter: 0,
      endCharacter: 4,
      text: '    a();\n    b();',
    });
  });

  it('becomes whole lines before a line’s first sign', () => {
    assert.deepEqual(insertionAt('a();', at('  return 1;', 0)), {
      startCharacter: 0,
      endCharacter: 0,
      text: '  a();\n',
    });
  });

  it('goes in as it is within a line, further lines under that line’s indentation', () => {
    assert.deepEqual(insertionAt('{\n  a,\n}', at('  const x = ', 12)), {
      startCharacter: 12,
      endCharacter: 12,
      text: '{\n    a,\n  }',
    });
  });

  it('takes the document’s line ends', () => {
    assert.equal(insertionAt('a\nb', { line: '', character: 0, eol: '\r\n' }).text, 'a\r\nb');
  });
});

describe('code in place of a selection', () => {
  it('is indented as the selection was', () => {
    assert.equal(replacementFor('a();\nb();', '    old();', at('    old();', 0)), '    a();\n    b();');
  });

  it('leaves the white space before a selection where it is', () => {
    assert.equal(replacementFor('a();\nb();', 'old();', at('    old();', 4)), 'a();\n    b();');
  });

  it('ends in a line end where the selection did, and only there', () => {
    assert.equal(replacementFor('a', 'old\n', at('old', 0)), 'a\n');
    assert.equal(replacementFor('a\n', 'old', at('old', 0)), 'a');
  });

  it('within a line leaves what stands before it', () => {
    assert.equal(replacementFor('  two(\n    1,\n  )', 'one()', at('  x = one()', 6)), 'two(\n    1,\n  )');
  });
});
