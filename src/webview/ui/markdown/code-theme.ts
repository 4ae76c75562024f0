import { createCssVariablesTheme, type ThemeRegistration } from 'shiki/core';

const prefix = '--c-code-';
const rule = (name: string, ...scope: string[]) => ({ scope, settings: { foreground: `var(${prefix}token-${name})` } });
const plain = (...scope: string[]) => ({ scope, settings: { foreground: `var(${prefix}foreground)` } });

const base = createCssVariablesTheme({ name: 'conductor', variablePrefix: prefix });

/** Shiki's theme of CSS variables, told apart a little further: names stay plain, types and numbers have a colour. */
export const codeTheme: ThemeRegistration = {
  ...base,
  tokenColors: [
    ...(base.tokenColors ?? []),
    plain('variable', 'variable.other', 'variable.other.object', 'variable.other.constant', 'meta.property-name'),
    plain('punctuation', 'meta.brace', 'keyword.operator.accessor', 'meta.object-literal.key', 'support.variable'),
    rule('number', 'constant.numeric', 'constant.other.color', 'keyword.other.unit'),
    rule('constant', 'constant.language', 'variable.language', 'support.constant', 'constant.character.escape'),
    rule(
      'type',
      'entity.name.type',
      'entity.name.class',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
    ),
    rule('type', 'entity.name.namespace', 'storage.type.java', 'storage.type.cs', 'entity.name.type.module'),
    rule('function', 'entity.name.function', 'support.function', 'meta.function-call.generic', 'entity.name.command'),
    rule('keyword', 'support.type.primitive', 'support.type.builtin', 'storage.modifier', 'storage.type'),
    rule('keyword', 'entity.name.tag', 'markup.heading', 'keyword.control.directive'),
    rule('type', 'entity.other.attribute-name', 'support.type.property-name', 'variable.other.property.toml'),
    rule('string', 'string', 'punctuation.definition.string', 'markup.inline.raw'),
    rule('comment', 'comment', 'punctuation.definition.comment', 'string.quoted.docstring'),
    rule('comment', 'string.quoted.docstring punctuation.definition.string'),
  ],
};

/** The class that gives a token of this theme its colour; empty for plain text. */
export function toTokenClass(color: string | undefined): string {
  const name = /^var\(--c-code-token-([a-z-]+)\)$/.exec(color ?? '')?.[1];
  return name === undefined ? '' : `c-tok-${name}`;
}
