import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ContextItem } from '../protocol/context-item.ts';
import { titleFromWords, untitled } from './title-from-words.ts';

const file: ContextItem = {
  kind: 'selection',
  path: 'src/net/retry.ts',
  uri: '',
  languageId: 'typescript',
  startLine: 1,
  endLine: 2,
  text: '',
  truncated: false,
};

describe('titleFromWords', () => {
  it('takes the first words, without marks', () => {
    assert.equal(titleFromWords('\n## Why does\tthis hang?\nMore.', 'ask', []), 'Why does this hang?');
  });
  it('cuts between words', () => {
    const title = titleFromWords('Please tell me in great detail how the retry loop of this client behaves', 'ask', []);
    assert.equal(title, 'Please tell me in great detail how the retry loop of this…');
  });
  it('names what is done to which file', () => {
    assert.equal(titleFromWords('Explain this', 'explain', [file]), 'Explain retry.ts');
    assert.equal(titleFromWords('x', 'tests', [file]), 'Write tests for retry.ts');
  });
  it('does not split a character in two', () => {
    assert.ok(titleFromWords('😀'.repeat(100), 'ask', []).isWellFormed());
  });
  it('has a name for nothing', () => assert.equal(titleFromWords(' \n# ', 'ask', []), untitled));
});
