import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { namesIn, parseQuestion } from './question.ts';

const kinds: readonly (readonly [string, string])[] = [
  ['Hi there!', 'greeting'],
  ['thanks a lot', 'thanks'],
  ['help', 'help'],
  ['what can you do?', 'help'],
  ['Are you a language model?', 'help'],
  ['how do I add an API key', 'help'],
  ['draft a commit message for fixing the retry', 'draft'],
  ['regex for an email address', 'draft'],
  ['write me a tsconfig for react', 'draft'],
  ['Explain how this workspace starts', 'start'],
  ['how do I run this project?', 'start'],
  ['what are the entry points', 'start'],
  ['what is this project?', 'overview'],
  ['give me an overview of this repository', 'overview'],
  ['how many functions are there', 'count functions'],
  ['how many lines of code', 'count lines'],
  ['list all TODOs', 'list todos'],
  ['list exported functions', 'list exports'],
  ['what functions are in retry.ts', 'list functions'],
  ['which files are there', 'list files'],
  ['which files handle retries', 'find'],
  ['which function parses the header', 'find'],
  ['where is createQueue used?', 'used'],
  ['who calls parseRetryAfter', 'used'],
  ['find usages of Box', 'used'],
  ['and where is it called?', 'used'],
  ['where is LruCache defined', 'defined'],
  ['where is the delay computed?', 'defined'],
  ['search for "Retry-After"', 'search Retry-After'],
  ['grep TODO', 'search TODO'],
  ['Search for setTimeout in the workspace?', 'search setTimeout'],
  ['what does createQueue do', 'explain'],
  ['summarise src/main.ts', 'explain'],
  ['how does the rate limiter work?', 'explain'],
  ['how long do we wait between tries', 'find'],
];

function told(words: string): string {
  const question = parseQuestion(words);
  if (question.kind === 'list' || question.kind === 'count') return `${question.kind} ${question.what}`;
  return question.kind === 'search' ? `search ${question.text}` : question.kind;
}

describe('parseQuestion', function () {
  // The first strings of any Unicode take their generator a while to prepare.
  this.timeout(30_000);
  for (const [words, expected] of kinds) {
    it(`takes “${words}” for: ${expected}`, () => assert.equal(told(words), expected));
  }

  it('takes any text for something', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (words) => assert.ok(parseQuestion(words).kind.length > 0)));
  });
});

describe('namesIn', () => {
  it('finds what is written like a name', () => {
    assert.deepEqual(namesIn('what does `foo` in src/a.ts do with barBaz and run()?'), [
      'foo',
      'src/a.ts',
      'barBaz',
      'run',
    ]);
    assert.deepEqual(namesIn('Where do we wait?'), []);
  });
});
