import type { Span } from './scan-source.ts';
import { lineAt, type Source } from './source.ts';
import type { CodeSymbol, Outline } from './symbol.ts';

function entry(source: Source, kind: 'section' | 'key', name: string, { start, end }: Span): CodeSymbol {
  return {
    kind,
    name,
    container: null,
    start,
    end,
    line: lineAt(source, start),
    endLine: lineAt(source, Math.max(start, end - 1)),
    isExported: false,
    shape: null,
    body: null,
    doc: null,
  };
}

/** Headings of Markdown, each with what stands under it; headings inside code fences are none. */
function outlineMarkdown(source: Source): CodeSymbol[] {
  const heads: { name: string; start: number; level: number }[] = [];
  let fence = '';
  source.lineStarts.forEach((start, index) => {
    const end = source.lineStarts[index + 1] ?? source.text.length;
    const line = source.text.slice(start, Math.min(end, start + 300)).trimEnd();
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === '') fence = mark;
      else if (mark.startsWith(fence)) fence = '';
      return;
    }
    const head = fence === '' ? /^(#{1,6}) +(\S.*)$/.exec(line) : null;
    if (head !== null) heads.push({ name: (head[2] ?? '').replace(/ #+$/, ''), start, level: (head[1] ?? '').length });
  });
  return heads.map(({ name, start }, index) =>
    entry(source, 'section', name, { start, end: heads[index + 1]?.start ?? source.text.length }),
  );
}

/** The keys of the outermost object of a JSON file. */
function outlineJson(source: Source): CodeSymbol[] {
  const open = source.code.indexOf('{');
  if (open < 0) return [];
  const keys: CodeSymbol[] = [];
  const end = source.pairs.get(open) ?? source.code.length;
  let keyStart = -1;
  let key = '';
  for (let at = open + 1; at < end; at += 1) {
    const sign = source.code.charAt(at);
    if (sign === '{' || sign === '[') at = source.pairs.get(at) ?? end;
    else if (sign === '"' && keyStart < 0) {
      keyStart = at;
      const close = source.code.indexOf('"', at + 1);
      if (close < 0) break;
      key = source.text.slice(at + 1, close);
      at = close;
    } else if (sign === ',') {
      if (keyStart >= 0) keys.push(entry(source, 'key', key, { start: keyStart, end: at }));
      keyStart = -1;
    }
  }
  if (keyStart >= 0) keys.push(entry(source, 'key', key, { start: keyStart, end }));
  return keys;
}

function outlineYaml(source: Source): CodeSymbol[] {
  const found: { name: string; start: number }[] = [];
  for (const start of source.lineStarts) {
    const match = /^([\w$."'/ -]{1,100}):(?:\s|$)/.exec(source.code.slice(start, start + 120));
    if (match !== null && !/^[\s-]/.test(match[0])) found.push({ name: match[1] ?? '', start });
  }
  return found.map(({ name, start }, index) =>
    entry(source, 'key', name, { start, end: found[index + 1]?.start ?? source.text.length }),
  );
}

/** The outline of texts that are no programs: headings or outermost keys. */
export function outlineDocument(source: Source): Outline {
  const { family } = source.language;
  const symbols =
    family === 'markdown'
      ? outlineMarkdown(source)
      : family === 'json'
        ? outlineJson(source)
        : family === 'yaml'
          ? outlineYaml(source)
          : [];
  return { symbols, imports: [] };
}
