import { lineAt, type Source } from './source.ts';

/** The words of a comment without its signs and the stars at its edge. */
export function plainComment(text: string): string {
  const inner = text
    .replace(/^\/\*+!?/, '')
    .replace(/\*+\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\*(?!\*)|\/\/[/!]?|#)? ?/, '').trimEnd());
  return inner.join('\n').trim();
}

/** Finds comments that end right above a place. */
export function createDocFinder(source: Source): (offset: number) => string | null {
  const byEnd = new Map<number, { startLine: number; text: string; isBlock: boolean; standsAlone: boolean }>();
  for (const comment of source.comments) {
    const text = source.text.slice(comment.start, comment.end);
    const startLine = lineAt(source, comment.start);
    const lineStart = source.text.lastIndexOf('\n', comment.start - 1) + 1;
    const standsAlone = source.text.slice(lineStart, comment.start).trim() === '';
    byEnd.set(lineAt(source, Math.max(comment.start, comment.end - 1)), {
      startLine,
      text,
      isBlock: comment.isBlock,
      standsAlone,
    });
  }
  return (offset) => {
    let line = lineAt(source, offset) - 1;
    const parts: string[] = [];
    for (let found = byEnd.get(line); found !== undefined && found.standsAlone; found = byEnd.get(line)) {
      parts.unshift(plainComment(found.text));
      if (found.isBlock) break;
      line = found.startLine - 1;
    }
    const doc = parts.join('\n').trim();
    return doc === '' || /^(?:eslint|prettier|ts-|#?region|@ts-)/.test(doc) ? null : doc;
  };
}

/** The first sentence of a comment, on one line, without tags. */
export function firstSentence(doc: string): string {
  const text = doc
    .replace(/^\s*@\w[\s\S]*$/m, '')
    .replace(/<\/?\w+>/g, '')
    .replace(/\{@link\s+([^}]+)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 400);
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
