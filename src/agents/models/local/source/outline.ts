import { outlineBraces } from './outline-braces.ts';
import { outlineDocument } from './outline-document.ts';
import { outlineStatements } from './outline-statements.ts';
import type { Source } from './source.ts';
import type { Outline } from './symbol.ts';

/** What has a name in a text, and what it takes from elsewhere. */
export function outlineOf(source: Source): Outline {
  switch (source.language.family) {
    case 'script':
    case 'python':
      return outlineStatements(source);
    case 'brace':
      return outlineBraces(source);
    case 'markdown':
    case 'json':
    case 'yaml':
    case 'text':
      return outlineDocument(source);
  }
}
