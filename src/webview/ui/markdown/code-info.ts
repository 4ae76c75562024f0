import { findLanguage, findLanguageOfFile } from './languages.ts';

/** What a code block says of itself. */
export interface CodeInfo {
  /** As it was written, in small letters. */
  readonly language: string | null;
  readonly file: string | null;
}

const pathPattern = /^[\w@.~+-]+(?:[\\/][\w@.~+-]+)*$/;

/** True for `src/a.ts` and `a.ts`, not for `ts`, `1.5` or a version. */
export function looksLikeFile(text: string): boolean {
  if (!pathPattern.test(text)) return false;
  if (findLanguageOfFile(text) !== null && /[./]/.test(text)) return true;
  return /[\\/]/.test(text) && /\.[A-Za-z]\w{0,9}$/.test(text);
}

/**
 * Reads a fence's info string: `ts`, `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`, `12:20:src/a.ts`, `ts title="src/a.ts"`
 * and `{.python}`, the forms that models write.
 */
export function parseCodeInfo(lang: string | null, meta: string | null): CodeInfo {
  const first = (lang ?? '').replace(/^\{\.?([^}]*)\}$/, '$1').trim();
  const stated = fileOfMeta(meta ?? '');
  const quoted = /^\d+:\d+:(.+)$/.exec(first)?.[1];
  if (quoted !== undefined) return ofFile(quoted);
  const parts = /^([\w+#-]+):(.+)$/.exec(first);
  if (parts?.[2] !== undefined && looksLikeFile(parts[2])) {
    return { language: parts[1]?.toLowerCase() ?? null, file: parts[2] };
  }
  if (stated === null && findLanguage(first) === null && looksLikeFile(first)) return ofFile(first);
  return { language: first === '' ? null : first.toLowerCase(), file: stated };
}

function ofFile(file: string): CodeInfo {
  return { language: findLanguageOfFile(file)?.id ?? null, file };
}

function fileOfMeta(meta: string): string | null {
  const named = /(?:^|\s)(?:title|filename|file|path|name)=(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(meta);
  const value = named?.[1] ?? named?.[2] ?? named?.[3];
  if (value !== undefined) return value;
  const word = meta.trim().split(/\s+/)[0] ?? '';
  return looksLikeFile(word) ? word : null;
}

/** Takes the file that the words before the block named, where it fits what the block says of itself. */
export function withFileBefore(info: CodeInfo, fileBefore: string | null): CodeInfo {
  if (info.file !== null || fileBefore === null) return info;
  const language = findLanguageOfFile(fileBefore);
  if (info.language === null) return { language: language?.id ?? null, file: fileBefore };
  const isOfLanguage = language !== null && language === findLanguage(info.language);
  return isOfLanguage ? { ...info, file: fileBefore } : info;
}
