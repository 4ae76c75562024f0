import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { grammars } from './grammars.ts';
import { codeLanguages, findLanguage, findLanguageOfFile, toEditorLanguageId } from './languages.ts';

describe('languages', () => {
  it('has one grammar for each language, and no name twice', () => {
    assert.deepEqual(codeLanguages.map(({ id }) => id).sort(), Object.keys(grammars).sort());
    const names = codeLanguages.flatMap(({ id, aliases }) => [id, ...aliases]);
    assert.equal(new Set(names).size, names.length);
  });

  it('finds a language by any of its names, large or small', () => {
    assert.equal(findLanguage('TS')?.name, 'TypeScript');
    assert.equal(findLanguage('c++')?.id, 'cpp');
    assert.equal(findLanguage('klingon'), null);
    assert.equal(findLanguage(null), null);
  });

  it('finds a language by a file', () => {
    assert.equal(findLanguageOfFile('src/app/Main.TSX')?.id, 'tsx');
    assert.equal(findLanguageOfFile('docker/Dockerfile')?.id, 'docker');
    assert.equal(findLanguageOfFile('notes.unknown'), null);
  });

  it('gives the editor its own ids', () => {
    assert.equal(toEditorLanguageId('sh'), 'shellscript');
    assert.equal(toEditorLanguageId('jsx'), 'javascriptreact');
    assert.equal(toEditorLanguageId('Dockerfile'), 'dockerfile');
    assert.equal(toEditorLanguageId('klingon'), 'plaintext');
    assert.equal(toEditorLanguageId(null), 'plaintext');
  });
});
