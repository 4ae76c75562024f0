import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { classifyLink, pathOfLink } from './link-policy.ts';

describe('classifyLink', () => {
  for (const href of ['https://example.com/a?b=c#d', 'HTTP://example.com', 'mailto:someone@example.com']) {
    it(`lets ${href} out`, () => assert.equal(classifyLink(href), 'outside'));
  }

  const places = [
    'src/a.ts',
    'src/a.ts#L41',
    './a.ts',
    'a.ts:52',
    'src/a.ts:52-60',
    'src/../a.ts',
    'a%20b.ts',
    'docs/',
  ];
  for (const href of places)
    it(`takes ${href} for a place in the workspace`, () => assert.equal(classifyLink(href), 'workspace'));

  const refused = [
    '',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'javascript:1',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'vscode://settings',
    'command:workbench.action.quit',
    'tel:123',
    '//evil.example',
    '/etc/passwd',
    '\\\\evil\\share',
    'src\\a.ts',
    'C:/Windows/a.ts',
    'C%3A/Windows/a.ts',
    '../secret.ts',
    'a/../../secret.ts',
    '%2e%2e/secret.ts',
    '%252e%252e/secret.ts',
    '..//evil.example',
    '%2F%2Fevil.example',
    'a%5c..%5cb.ts',
    'a%00.ts',
    'a%zz.ts',
    'src/\u202ets.a',
    '#fragment',
    '?query',
    'https:evil.example',
    'https://',
    'http:///path',
    'https://exa mple.com',
    `https://example.com/${'a'.repeat(5_000)}`,
  ];
  for (const href of refused) {
    it(`refuses ${JSON.stringify(href.slice(0, 40))}`, () => assert.equal(classifyLink(href), 'none'));
  }
});

describe('pathOfLink', () => {
  it('leaves out the line', () => {
    assert.equal(pathOfLink('src/a.ts#L41'), 'src/a.ts');
    assert.equal(pathOfLink('src/a.ts:41-50'), 'src/a.ts');
    assert.equal(pathOfLink('src/a.ts'), 'src/a.ts');
  });
});
