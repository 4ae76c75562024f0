import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { outlineOf } from '../source/outline.ts';
import { createSource, lastLine, linesBetween } from '../source/source.ts';
import { splitPassages } from './passages.ts';

const line = fc.constantFrom(
  '',
  'function f() {',
  '}',
  'const a = 1;',
  '/** doc */',
  'class A {',
  '  m() {',
  '  }',
  '# head',
  'def f():',
  '    return 1',
  'text',
);

describe('splitPassages', () => {
  it('puts every line with words into one passage and no line into two', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 120 }),
        fc.constantFrom('a.ts', 'a.py', 'a.md', 'a.txt'),
        (lines, path) => {
          const source = createSource({ path, text: lines.join('\n') });
          const passages = splitPassages(source, outlineOf(source));
          let behind = 0;
          for (const { startLine, endLine } of passages) {
            assert.ok(startLine > behind, 'in order, apart');
            assert.equal(linesBetween(source, behind + 1, startLine - 1).trim(), '', 'nothing between');
            assert.ok(endLine >= startLine && endLine <= lastLine(source));
            behind = endLine;
          }
          assert.equal(behind >= lastLine(source) ? '' : linesBetween(source, behind + 1, lastLine(source)).trim(), '');
        },
      ),
    );
  });

  it('keeps a comment with what it is about, and cuts what is long', () => {
    const body = Array.from({ length: 100 }, (_, index) => `  step(${index});`).join('\n');
    const source = createSource({
      path: 'a.ts',
      text: `import x from 'x';\n\n/** Long. */\nfunction long() {\n${body}\n}\n`,
    });
    const passages = splitPassages(source, outlineOf(source));
    assert.deepEqual(passages[1]?.startLine, 3);
    assert.ok(passages.length >= 4 && passages.slice(1).every(({ title }) => title === 'long'));
  });
});
