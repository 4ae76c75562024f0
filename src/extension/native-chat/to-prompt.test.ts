import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { toPrompt } from './to-prompt.ts';

describe('a chat as one question', () => {
  it('is its only message as it is', () => {
    assert.equal(toPrompt([{ role: 'user', text: 'Why?' }]), 'Why?');
  });

  it('names who said what, and leaves out what is empty', () => {
    const prompt = toPrompt([
      { role: 'user', text: 'Be brief.' },
      { role: 'assistant', text: ' ' },
      { role: 'assistant', text: 'Yes.' },
      { role: 'user', text: 'Why?' },
    ]);
    assert.equal(prompt, 'User:\nBe brief.\n\nAssistant:\nYes.\n\nUser:\nWhy?');
  });

  it('is empty where nothing was said', () => {
    assert.equal(toPrompt([]), '');
  });
});
