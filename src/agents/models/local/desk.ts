import type { Clock, Workspace, WorkspaceFile } from '../../core/ports.ts';
import type { ContextItem } from '../../protocol/context-item.ts';
import { createBreather } from './breather.ts';
import { plural } from './markdown.ts';
import { readAhead } from './read-ahead.ts';
import { chooseFiles, type ReadLimits } from './search/choose-files.ts';
import type { FileCache, IndexedFile } from './search/file-index.ts';
import { indexFile } from './search/file-index.ts';
import { pickBest, rankPassages, type Hit } from './search/rank.ts';
import { queryTerms, termsOf } from './search/terms.ts';
import { isCode, languageOf } from './source/languages.ts';
import { createSource, lineAt, type Source } from './source/source.ts';
import type { Work, WorkEvent } from './work.ts';

export const defaultLimits: ReadLimits = { mostFiles: 2_000, mostBytes: 24_000_000, mostFileBytes: 256_000 };

const mostListed = 20_000;
const readsAtOnce = 8;

export interface DeskOptions {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly cache: FileCache;
  readonly limits: ReadLimits;
  readonly items: readonly ContextItem[];
  readonly signal: AbortSignal;
}

/** A place where a word stands. */
export interface WordPlace {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What one question may look at: the attached texts and, within limits, the workspace. Every look is told. */
export class Desk {
  readonly items: readonly ContextItem[];
  readonly signal: AbortSignal;
  private readonly options: DeskOptions;
  private readonly breathe: (signal: AbortSignal) => Promise<void>;
  private indexed: readonly IndexedFile[] | null = null;
  private listed: readonly WorkspaceFile[] | null = null;
  private calls = 0;
  private readonly sources = new Map<string, Source>();

  constructor(options: DeskOptions) {
    this.options = options;
    this.items = options.items;
    this.signal = options.signal;
    this.breathe = createBreather(options.clock);
  }

  get workspaceName(): string | null {
    return this.options.workspace.name;
  }

  /** Lets others run; rejects when stopped. */
  pause(): Promise<void> {
    return this.breathe(this.signal);
  }

  /** The paths of the workspace's files, and how many; told as one line the first time. */
  async listFiles(): Promise<readonly WorkspaceFile[]> {
    if (this.options.workspace.name === null) return [];
    this.listed ??= await this.options.workspace.listFiles(mostListed, this.signal);
    return this.listed;
  }

  /** Everything that may be searched. Files that the words name come first where not all can be read. */
  async *index(words: string): Work<readonly IndexedFile[]> {
    if (this.indexed !== null || this.workspaceName === null) return yield* this.indexQuietly(words);
    const done = yield* this.begin('read', this.workspaceName);
    const files = yield* this.indexQuietly(words);
    yield done(true, plural(files.length, 'file'));
    return files;
  }

  private async *indexQuietly(words: string): Work<readonly IndexedFile[]> {
    if (this.indexed !== null) return this.indexed;
    const attached = await this.indexAttached();
    const whole = new Set(this.items.filter(isWholeFile).map(({ path }) => path));
    const listed = (await this.listFiles()).filter(({ path }) => !whole.has(path));
    const chosen = await chooseFiles(listed, words, { ...this.options.limits, pause: () => this.pause() });
    const leftOut = listed.length - chosen.length;
    const read = await this.indexWorkspace(chosen);
    if (leftOut > 0) {
      yield {
        type: 'notice',
        message: `Looked at ${chosen.length.toLocaleString('en-US')} of ${plural(listed.length, 'file')}; the rest is over the limit of one question.`,
      };
    }
    this.indexed = [...attached, ...read];
    return this.indexed;
  }

  private async indexAttached(): Promise<IndexedFile[]> {
    const found: IndexedFile[] = [];
    for (const item of this.items) {
      const file = await indexFile(item.path, item.text, this.options.cache.vocabulary, {
        languageId: item.languageId,
        firstLine: item.startLine,
        pause: () => this.pause(),
      });
      if (file !== null) found.push(file);
    }
    return found;
  }

  private async indexWorkspace(files: readonly WorkspaceFile[]): Promise<IndexedFile[]> {
    const { workspace, limits, cache } = this.options;
    const read = async ({ path }: WorkspaceFile): Promise<{ path: string; text: string | null }> => ({
      path,
      text: await workspace.readFile(path, limits.mostFileBytes, this.signal),
    });
    const found: IndexedFile[] = [];
    for await (const { path, text } of readAhead(files, read, readsAtOnce)) {
      await this.pause();
      const file = text === null ? null : await cache.read(path, text, () => this.pause());
      if (file !== null) found.push(file);
    }
    return found;
  }

  /** Finds the passages that bear on the words most, best first. */
  async *search(words: string, most: number): Work<readonly Hit[]> {
    const done = yield* this.begin('search', `“${words.replace(/\s+/g, ' ').slice(0, 80)}”`);
    const files = yield* this.indexQuietly(words);
    const hits = await rankPassages(files, queryTerms(words), {
      termNumber: (term) => this.options.cache.termNumber(term),
      pause: () => this.pause(),
    });
    const best = pickBest(hits, most);
    const found = best.length === 0 ? 'nothing' : plural(best.length, 'place');
    yield done(true, `${found} in ${plural(files.length, 'file')}`);
    return best;
  }

  /** A file as it is now; an attached one as it was attached. Null where it cannot be read. */
  async *read(path: string): Work<Source | null> {
    const known = this.sources.get(path) ?? this.attachedSource(path) ?? this.partialSource(path);
    if (known !== undefined) return known;
    const done = yield* this.begin('read', path);
    const text = await this.options.workspace.readFile(path, this.options.limits.mostFileBytes, this.signal);
    this.signal.throwIfAborted();
    if (text === null) {
      yield done(false, 'cannot be read');
      return null;
    }
    const source = createSource({ path, text });
    this.sources.set(path, source);
    await this.pause();
    yield done(true, plural(source.lineStarts.length, 'line'));
    return source;
  }

  private attachedSource(path: string): Source | undefined {
    const item = this.items.find((other) => other.path === path && isWholeFile(other));
    return item === undefined ? undefined : this.sourceOf(item);
  }

  /** An attached text, scanned. */
  sourceOf(item: ContextItem): Source {
    return createSource({
      path: item.path === '' ? 'untitled' : item.path,
      text: item.text,
      languageId: item.languageId,
      firstLine: item.startLine,
      isWhole: isWholeFile(item),
    });
  }

  /** Every line of code in which a whole word stands, comments and strings left out. */
  async *findWord(word: string, most = 200): Work<{ places: WordPlace[]; files: number }> {
    const done = yield* this.begin('search', `“${word}” in code`);
    const files = yield* this.indexQuietly(word);
    const wanted = termsOf(word).map((term) => this.options.cache.termNumber(term));
    const holders = files.filter(
      (file) =>
        isCode(languageOf(file.path, file.languageId)) &&
        file.passages.some(({ terms }) => wanted.every((number) => number !== undefined && terms.includes(number))),
    );
    const places: WordPlace[] = [];
    for (const path of new Set(holders.map((file) => file.path))) {
      if (places.length >= most) break;
      const source = await this.readQuietly(path);
      await this.pause();
      if (source !== null) places.push(...placesOfWord(source, word, most - places.length));
    }
    yield done(true, places.length === 0 ? 'nowhere' : plural(places.length, 'place'));
    return { places, files: files.length };
  }

  /** Every line that holds a text, in any case, in code and comments. */
  async *findText(text: string, most = 200): Work<{ places: WordPlace[]; files: number }> {
    const done = yield* this.begin('search', `“${text.replace(/\s+/g, ' ').slice(0, 80)}”`);
    const files = yield* this.indexQuietly(text);
    const wanted = text.toLowerCase();
    const places: WordPlace[] = [];
    for (const path of new Set(files.map((file) => file.path))) {
      if (places.length >= most || wanted === '') break;
      const source = await this.readQuietly(path);
      await this.pause();
      if (source !== null)
        places.push(...placesOf(source, lowerCase(source.text), wanted, { most: most - places.length }));
    }
    yield done(true, places.length === 0 ? 'nowhere' : plural(places.length, 'place'));
    return { places, files: files.length };
  }

  /** A file that was already read in this question and is not told a second time. */
  async readQuietly(path: string): Promise<Source | null> {
    const known = this.sources.get(path) ?? this.attachedSource(path) ?? this.partialSource(path);
    if (known !== undefined) return known;
    const text = await this.options.workspace.readFile(path, this.options.limits.mostFileBytes, this.signal);
    this.signal.throwIfAborted();
    return text === null ? null : createSource({ path, text });
  }

  private partialSource(path: string): Source | undefined {
    if (this.listed?.some((file) => file.path === path) === true) return undefined;
    const item = this.items.find((other) => other.path === path);
    return item === undefined ? undefined : this.sourceOf(item);
  }

  private *begin(name: string, title: string): Generator<WorkEvent, (ok: boolean, summary: string) => WorkEvent> {
    this.calls += 1;
    const callId = `local-${this.calls}`;
    const startedMs = this.options.clock.monotonicMs();
    yield { type: 'tool_call', callId, name, title };
    return (ok, summary) => ({
      type: 'tool_result',
      callId,
      ok,
      summary,
      durationMs: Math.round(Math.max(0, this.options.clock.monotonicMs() - startedMs)),
    });
  }
}

/** Whether an attached text is all of its file. */
function isWholeFile(item: ContextItem): boolean {
  return item.kind !== 'selection' && item.startLine === 1 && !item.truncated;
}

function placesOfWord(source: Source, word: string, most: number): WordPlace[] {
  const { code } = source;
  const isWhole = (at: number): boolean =>
    !/[\w$]/.test(code.charAt(at - 1)) && !/[\w$]/.test(code.charAt(at + word.length));
  return placesOf(source, code, word, { most, isWanted: isWhole });
}

interface PlaceOptions {
  readonly most: number;
  readonly isWanted?: (at: number) => boolean;
}

/** The lines on which `wanted` stands in `haystack`, which is the source's text or code in some form of equal length. */
function placesOf(source: Source, haystack: string, wanted: string, options: PlaceOptions): WordPlace[] {
  const places: WordPlace[] = [];
  let lastLine = 0;
  for (
    let at = haystack.indexOf(wanted);
    at >= 0 && places.length < options.most;
    at = haystack.indexOf(wanted, at + wanted.length)
  ) {
    const line = lineAt(source, at);
    if (line === lastLine || options.isWanted?.(at) === false) continue;
    lastLine = line;
    const start = source.text.lastIndexOf('\n', at - 1) + 1;
    const end = source.text.indexOf('\n', at);
    const text = source.text.slice(start, end < 0 ? start + 400 : Math.min(end, start + 400)).trim();
    places.push({ path: source.path, line, text: text.slice(0, 200) });
  }
  return places;
}

/** Lower case of equal length: a few letters become longer, and a text with such a one is left as it is. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
