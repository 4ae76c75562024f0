import { createHash } from 'node:crypto';
import { outlineOf } from '../source/outline.ts';
import { createSource, lastLine, linesBetween, unreadableReason, type Source } from '../source/source.ts';
import type { ImportedNames, SymbolKind } from '../source/symbol.ts';
import { splitPassages, type Passage } from './passages.ts';
import { termsOf } from './terms.ts';

export interface IndexedPassage extends Passage {
  /** Term numbers, and how often each stands here (weighted, at most 255). */
  readonly terms: Int32Array;
  readonly counts: Uint8Array;
  readonly length: number;
}

export interface IndexedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly container: string | null;
  readonly line: number;
  readonly endLine: number;
  readonly isExported: boolean;
}

/** What is kept of a file: enough to find and list, not its text. */
export interface IndexedFile {
  readonly path: string;
  readonly languageId: string;
  readonly languageName: string;
  readonly lineCount: number;
  readonly passages: readonly IndexedPassage[];
  readonly symbols: readonly IndexedSymbol[];
  readonly imports: readonly Pick<ImportedNames, 'from' | 'names' | 'line'>[];
}

/** Numbers for terms, so that a term that stands in a thousand passages is kept once. */
export interface Vocabulary {
  readonly numbers: Map<string, number>;
}

function numberOf(vocabulary: Vocabulary, term: string): number {
  const known = vocabulary.numbers.get(term);
  if (known !== undefined) return known;
  const next = vocabulary.numbers.size;
  vocabulary.numbers.set(term, next);
  return next;
}

const titleWeight = 4;
const pathWeight = 2;

/** Between two breaths. */
const passagesPerPause = 12;

interface PassageParts {
  readonly source: Source;
  readonly passage: Passage;
  readonly pathTerms: readonly string[];
  readonly vocabulary: Vocabulary;
}

function indexPassage({ source, passage, pathTerms, vocabulary }: PassageParts): IndexedPassage {
  const body = termsOf(linesBetween(source, passage.startLine, passage.endLine));
  const weights = new Map<number, number>();
  const add = (term: string, weight: number): void => {
    const key = numberOf(vocabulary, term);
    weights.set(key, Math.min(255, (weights.get(key) ?? 0) + weight));
  };
  for (const term of body) add(term, 1);
  for (const term of termsOf(passage.title ?? '')) add(term, titleWeight);
  for (const term of termsOf(passage.container ?? '')) add(term, 1);
  for (const term of pathTerms) add(term, pathWeight);
  return {
    ...passage,
    terms: Int32Array.from(weights.keys()),
    counts: Uint8Array.from(weights.values()),
    length: body.length,
  };
}

export interface IndexOptions {
  readonly languageId?: string;
  readonly firstLine?: number;
  /** Awaited between steps, so that a large file does not hold up its process. */
  readonly pause: () => Promise<void>;
}

/** Reads a file for searching; null for what people did not write. */
export async function indexFile(
  path: string,
  text: string,
  vocabulary: Vocabulary,
  options: IndexOptions,
): Promise<IndexedFile | null> {
  if (unreadableReason(text) !== null) return null;
  const { pause, ...place } = options;
  const source = createSource({ path, text, ...place });
  await pause();
  const outline = outlineOf(source);
  const pathTerms = termsOf(path.replace(/\.\w+$/, ''));
  const passages: IndexedPassage[] = [];
  for (const passage of splitPassages(source, outline)) {
    passages.push(indexPassage({ source, passage, pathTerms, vocabulary }));
    if (passages.length % passagesPerPause === 0) await pause();
  }
  return {
    path,
    languageId: source.language.id,
    languageName: source.language.name,
    lineCount: lastLine(source),
    passages,
    symbols: outline.symbols.map(({ kind, name, container, line, endLine, isExported }) => ({
      kind,
      name: name.slice(0, 120),
      container,
      line,
      endLine,
      isExported,
    })),
    imports: outline.imports.map(({ from, names, line }) => ({ from, names, line })),
  };
}

interface CachedFile {
  readonly key: string;
  readonly file: IndexedFile | null;
  readonly entries: number;
}

export interface FileCacheOptions {
  /** Together over all files; an entry costs five bytes. */
  readonly mostEntries: number;
  readonly mostTerms: number;
}

/**
 * Indexed files by path, size and content, so that a second question costs only the reading. Bounded: the files that
 * were not asked for longest go first.
 */
export class FileCache {
  private readonly files = new Map<string, CachedFile>();
  private readonly options: FileCacheOptions;
  private words: Vocabulary = { numbers: new Map() };
  private entries = 0;
  private users = 0;

  constructor(options: FileCacheOptions) {
    this.options = options;
  }

  get size(): number {
    return this.files.size;
  }

  get entryCount(): number {
    return this.entries;
  }

  get vocabulary(): Vocabulary {
    return this.words;
  }

  /** Term numbers hold until nobody uses the cache any more. */
  termNumber(term: string): number | undefined {
    return this.words.numbers.get(term);
  }

  /**
   * Says that a question uses the cache; call what it gives when the question is done. Where nobody else does, and there
   * are more words than may be kept, everything is forgotten first.
   */
  use(): () => void {
    if (this.users === 0 && this.words.numbers.size > this.options.mostTerms) {
      this.files.clear();
      this.words = { numbers: new Map() };
      this.entries = 0;
    }
    this.users += 1;
    return () => {
      this.users -= 1;
    };
  }

  async read(path: string, text: string, pause: () => Promise<void>): Promise<IndexedFile | null> {
    const key = `${text.length}:${createHash('sha1').update(text).digest('base64')}`;
    const known = this.files.get(path);
    const kept = known?.key === key ? known : await this.make(key, { path, text, pause });
    const current = this.files.get(path);
    if (current !== undefined) this.drop(path, current.entries);
    this.files.set(path, kept);
    this.entries += kept.entries;
    for (const [oldest, { entries }] of this.files) {
      if (this.entries <= this.options.mostEntries || oldest === path) break;
      this.drop(oldest, entries);
    }
    return kept.file;
  }

  private async make(
    key: string,
    { path, text, pause }: { path: string; text: string; pause: () => Promise<void> },
  ): Promise<CachedFile> {
    const file = await indexFile(path, text, this.words, { pause });
    const entries = 8 + (file?.passages.reduce((sum, { terms }) => sum + terms.length, file.symbols.length * 12) ?? 0);
    return { key, file, entries };
  }

  private drop(path: string, entries: number): void {
    this.files.delete(path);
    this.entries -= entries;
  }
}
