/** The rules of one `.gitignore`, for paths below the folder that holds it. */
interface IgnoreRule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

export interface IgnoreFile {
  /** The folder that holds the file, relative, with `/`; empty for the root. */
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

const special = /[.+^${}()|\\]/g;

function toPattern(glob: string, anchored: boolean): RegExp {
  let source = '';
  for (let index = 0; index < glob.length;) {
    const rest = glob.slice(index);
    if (rest.startsWith('**/')) {
      source += '(?:[^/]+/)*';
      index += 3;
    } else if (rest === '**') {
      source += '.+';
      index += 2;
    } else if (rest.startsWith('*')) {
      source += '[^/]*';
      index += 1;
    } else if (rest.startsWith('?')) {
      source += '[^/]';
      index += 1;
    } else {
      const group = /^\[(!|\^)?([^\]/]+)\]/.exec(rest);
      if (group === null) {
        source += rest.charAt(0).replace('[', '\\[').replace(special, '\\$&');
        index += 1;
      } else {
        source += `[${group[1] === undefined ? '' : '^'}${(group[2] ?? '').replace(/[\\^]/g, '\\$&')}]`;
        index += group[0].length;
      }
    }
  }
  return new RegExp(anchored ? `^${source}$` : `^(?:.*/)?${source}$`);
}

function parseRule(line: string): IgnoreRule | null {
  let glob = line.replace(/(?<!\\)\s+$/, '');
  if (glob === '' || glob.startsWith('#')) return null;
  const negated = glob.startsWith('!');
  if (negated) glob = glob.slice(1);
  glob = glob.replace(/\\(?=[#! ])/g, '');
  const foldersOnly = glob.endsWith('/');
  if (foldersOnly) glob = glob.slice(0, -1);
  const anchored = glob.includes('/');
  if (glob.startsWith('/')) glob = glob.slice(1);
  if (glob === '') return null;
  try {
    return { pattern: toPattern(glob, anchored), negated, foldersOnly };
  } catch (cause) {
    // A range such as `[z-a]` is no pattern; git passes over it too.
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** The rules of a `.gitignore`. @see https://git-scm.com/docs/gitignore#_pattern_format */
export function parseIgnoreFile(folder: string, text: string): IgnoreFile {
  const rules = text.split(/\r?\n/).flatMap((line) => parseRule(line) ?? []);
  return { folder, rules };
}

/** Undefined where no rule of these speaks of the path. The last rule that does decides. */
function decide(path: string, isFolder: boolean, files: readonly IgnoreFile[]): boolean | undefined {
  let ignored: boolean | undefined;
  for (const { folder, rules } of files) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const below = folder === '' ? path : path.slice(folder.length + 1);
    for (const rule of rules) {
      if ((isFolder || !rule.foldersOnly) && rule.pattern.test(below)) ignored = !rule.negated;
    }
  }
  return ignored;
}

/**
 * Whether a file is ignored, as git has it: by itself, or because a folder above it is.
 * The returned function remembers folders, so ask one for many paths.
 */
export function createIgnoreCheck(files: readonly IgnoreFile[]): (path: string) => boolean {
  const ordered = files.toSorted((a, b) => a.folder.length - b.folder.length);
  const folders = new Map<string, boolean>();
  const isFolderIgnored = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const above = slash === -1 ? false : isFolderIgnored(folder.slice(0, slash));
    const ignored = above || decide(folder, true, ordered) === true;
    folders.set(folder, ignored);
    return ignored;
  };
  return (path) => {
    const slash = path.lastIndexOf('/');
    if (slash !== -1 && isFolderIgnored(path.slice(0, slash))) return true;
    return decide(path, false, ordered) === true;
  };
}
