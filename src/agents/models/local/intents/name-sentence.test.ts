import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sentenceFromName } from './name-sentence.ts';

describe('sentenceFromName', () => {
  const names: readonly (readonly [string, string])[] = [
    ['createQueue', 'Creates a queue.'],
    ['findLinks', 'Finds links.'],
    ['isEmpty', 'Tells whether it is empty.'],
    ['retryDelayMs', 'Gives the retry delay, in milliseconds.'],
    ['onClose', 'Called on close.'],
    ['toString', 'Converts to string.'],
    ['copy_file', 'Copies the file.'],
    ['main', 'Runs the program.'],
  ];
  for (const [name, sentence] of names) {
    it(name, () => assert.equal(sentenceFromName({ name, kind: 'function', container: null }), sentence));
  }
});
