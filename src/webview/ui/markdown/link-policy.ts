/** Where a link of an answer may lead: out of the editor, to a place in the workspace, or nowhere. */
export type LinkTarget = 'outside' | 'workspace' | 'none';

const outsideSchemes = new Set(['http', 'https', 'mailto']);

/** `retry.ts:52` looks like a scheme; a dot in the name and a number after the colon make it a place. */
const placePattern = /^[^:?#]*\.[^:?#]*:\d+(?:[:,-]\d+)*$/;

/**
 * Decides by the letters of an address alone; nothing is looked up. Whitespace, control characters and backslashes are
 * refused, because a browser reads them otherwise than a person does.
 */
export function classifyLink(href: string): LinkTarget {
  if (
    href === '' ||
    href.length > 4_096 ||
    /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\ufeff\\]/.test(href)
  ) {
    return 'none';
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme !== undefined && !placePattern.test(href)) return classifyScheme(scheme, href);
  return isInsideWorkspace(href) ? 'workspace' : 'none';
}

function classifyScheme(scheme: string, href: string): LinkTarget {
  if (!outsideSchemes.has(scheme)) return 'none';
  if (scheme === 'mailto') return 'outside';
  return URL.canParse(href) && /^https?:\/\/[^/]/i.test(href) ? 'outside' : 'none';
}

/** A relative path that no `..` leads out of the folder it starts in, encoded or not. */
function isInsideWorkspace(href: string): boolean {
  if (/^[/#?]/.test(href)) return false;
  const path = decodeFully(href.replace(/[?#].*$/, ''));
  if (path === null || path === '' || /^[/\\]|\\|^[a-z]:|\0/i.test(path)) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return false;
  }
  return depth > 0;
}

/** Undoes percent signs until none is left to undo, so that `%252e` hides nothing; null where they are broken. */
function decodeFully(path: string): string | null {
  let decoded = path;
  for (let round = 0; round < 4; round += 1) {
    let next: string;
    try {
      next = decodeURIComponent(decoded);
    } catch (cause) {
      if (cause instanceof URIError) return null;
      throw cause;
    }
    if (next === decoded) return decoded;
    decoded = next;
  }
  return null;
}

/** The path of a workspace link, without its line. */
export function pathOfLink(href: string): string {
  return href.replace(/[?#].*$/, '').replace(/(\.[^:/]*):\d.*$/, '$1');
}
