export interface IgnoreRules {
  /** Whether a path from the root is ignored; null where no rule speaks of it. */
  verdict(relative: string, isFolder: boolean): boolean | null;
}

interface Rule {
  readonly form: RegExp;
  readonly isNegated: boolean;
  readonly isFolderOnly: boolean;
}

const mostRules = 2_000;
const longestRule = 300;

/**
 * The rules of one `.gitignore`, as git reads them but for its rarest forms: comments, `!`, a slash at the end or
 * inside, `*`, `?`, `**` and `[…]`. `prefix` is the folder that the file lies in, with `/` at its end.
 */
export function createIgnoreRules(text: string, prefix: string): IgnoreRules {
  const rules = text.split(/\r?\n/).slice(0, mostRules).flatMap(parseRule);
  return {
    verdict(relative, isFolder) {
      if (!relative.startsWith(prefix)) return null;
      const inner = relative.slice(prefix.length);
      const rule = rules.findLast(({ form, isFolderOnly }) => (isFolder || !isFolderOnly) && form.test(inner));
      return rule === undefined ? null : !rule.isNegated;
    },
  };
}

function parseRule(line: string): Rule[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '');
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > longestRule) return [];
  const isNegated = trimmed.startsWith('!');
  const bare = (isNegated ? trimmed.slice(1) : trimmed).replace(/^\\(?=[#!])/, '');
  const isFolderOnly = bare.endsWith('/');
  const pattern = isFolderOnly ? bare.slice(0, -1) : bare;
  if (pattern === '' || pattern === '/') return [];
  const isAnchored = pattern.includes('/');
  const source = toSource(pattern.replace(/^\//, ''));
  return source === null
    ? []
    : [{ form: new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${source}$`, 's'), isNegated, isFolderOnly }];
}

/** A glob as a regular expression. Runs of stars become one, so that no pattern can take exponential time. */
function toSource(pattern: string): string | null {
  let source = '';
  let at = 0;
  let stars = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const run = /^\*+/.exec(rest)?.[0].length ?? 0;
    if (run > 0) stars += 1;
    if (stars > 8) return null;
    if (run >= 2 && (at === 0 || pattern.charAt(at - 1) === '/') && pattern.charAt(at + run) === '/') {
      source += '(?:.*/)?';
      at += run + 1;
    } else if (run >= 2) {
      source += '.*';
      at += run;
    } else if (run === 1) {
      source += '[^/]*';
      at += 1;
    } else {
      const set = /^\[(!?)([^\]/\\]{1,40})\]/.exec(rest);
      const character = pattern.charAt(at);
      if (set !== null) source += `[${set[1] === '!' ? '^' : ''}${(set[2] ?? '').replace(/[\^[\]]/g, '\\$&')}]`;
      else if (character === '?') source += '[^/]';
      else source += (character === '\\' ? pattern.charAt(at + 1) : character).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      at += set?.[0].length ?? (character === '\\' ? 2 : 1);
    }
  }
  return source;
}
