import type { ContextItem } from '../protocol/context-item.ts';
import type { Intent } from '../protocol/message.ts';

const longestTitle = 60;

const verbs: Record<Exclude<Intent, 'ask'>, string> = {
  explain: 'Explain',
  fix: 'Fix',
  improve: 'Improve',
  tests: 'Write tests for',
  document: 'Document',
};

/** What a conversation is called until somebody names it. */
export const untitled = 'New chat';

/** A conversation's title from its first message: what was done to which file, or the first words, cut between words. */
export function titleFromWords(content: string, intent: Intent, context: readonly ContextItem[]): string {
  const file = context[0]?.path.split(/[\\/]/).at(-1);
  if (intent !== 'ask' && file !== undefined) return `${verbs[intent]} ${file}`;
  const line = content
    .split('\n')
    .map((text) =>
      text
        .replace(/^[\s#>*`-]+/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .find((text) => text !== '');
  if (line === undefined) return untitled;
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > longestTitle / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:!?–-]+$/, '')}…`;
}
