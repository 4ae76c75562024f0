import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { languageOf } from './languages.ts';
import { scanSource } from './scan-source.ts';

const paths = ['a.ts', 'a.tsx', 'a.py', 'a.go', 'a.rs', 'a.java', 'a.c', 'a.json', 'a.yaml', 'a.md', 'a.txt'];
/** Texts that are full of what a scanner stumbles over. */
const wild = fc
  .array(
    fc.oneof(
      fc.constantFrom('`', '${', '}', '"', "'", '/', '*', '//', '/*', '*/', '\\', '\n', '#', '"""', '(', '{', 'a', ' '),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

const scan = (text: string, path = 'a.ts'): string => scanSource(text, languageOf(path)).code;

describe('scanSource', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  it('keeps length and line breaks whatever the text', () => {
    fc.assert(
      fc.property(wild, fc.constantFrom(...paths), (text, path) => {
        const { code, comments } = scanSource(text, languageOf(path));
        assert.equal(code.length, text.length);
        assert.deepEqual(
          [...code.matchAll(/\n/g)].map(({ index }) => index),
          [...text.matchAll(/\n/g)].map(({ index }) => index),
        );
        for (const [index, comment] of comments.entries()) {
          assert.ok(comment.start < comment.end && comment.start >= (comments[index - 1]?.end ?? 0));
        }
      }),
    );
  });

  it('blanks strings, comments and regular expressions', () => {
    assert.equal(scan(`a = 'x{' + "y\\"}"; // }`), `a = '  ' + "    ";     `);
    assert.equal(scan('/* { */ b'), '        b');
    assert.equal(scan('x = /[/}]"/g.test(y)'), 'x = /     /g.test(y)');
    assert.equal(scan('x = a / b / c'), 'x = a / b / c');
    assert.equal(scan('return /}/'), 'return / /');
  });

  it('keeps the code inside of templates and its brackets out', () => {
    assert.equal(scan('`a{ ${f({ b: `}` })} c` + d'), '`     f({ b: ` ` })   ` + d');
  });

  it('ends a string that is not closed at its line', () => {
    assert.equal(scan("a = 'open {\nb = {"), "a = '      \nb = {");
  });

  it('knows the strings of other languages', () => {
    assert.equal(scan('"""a\n{"""\nb # {', 'a.py'), '""" \n """\nb    ');
    assert.equal(scan("fn f<'a>(x: &'a str) { '{' }", 'a.rs'), "fn f<'a>(x: &'a str) { ' ' }");
    assert.equal(scan('`raw {` + b', 'a.go'), '`     ` + b');
  });
});
