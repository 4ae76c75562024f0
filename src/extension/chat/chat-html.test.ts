import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chatSecurityPolicy, renderChatHtml } from './chat-html.ts';

const options = {
  cspSource: 'https://*.example-cdn.net',
  scriptUri: 'https://a.example-cdn.net/chat.js?x="1"&y',
  styleUri: 'https://a.example-cdn.net/chat.css',
  language: 'de',
};

describe('the chat’s document', () => {
  it('may load its own parts and nothing else', () => {
    const directives = new Map(
      chatSecurityPolicy('own:', 'n')
        .split('; ')
        .map((part) => {
          const [name = '', ...sources] = part.split(' ');
          return [name, sources.join(' ')] as const;
        }),
    );
    assert.deepEqual(Object.fromEntries(directives), {
      'default-src': "'none'",
      'script-src': "'nonce-n' own:",
      'style-src': "'nonce-n' own:",
      'font-src': 'own:',
      'img-src': 'own: data:',
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('has a nonce of its own each time, and no way out of an attribute', () => {
    const [first, second] = [renderChatHtml(options), renderChatHtml(options)];
    assert.notEqual(first, second);
    assert.ok(!first.includes('x="1"'));
    assert.match(first, /<div id="root"><\/div>/);
  });

  it('speaks the person’s language in its direction', () => {
    assert.match(renderChatHtml(options), /<html lang="de" dir="ltr">/);
    assert.match(renderChatHtml({ ...options, language: 'ar-EG' }), /<html lang="ar-EG" dir="rtl">/);
    assert.match(renderChatHtml({ ...options, language: 'he' }), /dir="rtl"/);
  });
});
