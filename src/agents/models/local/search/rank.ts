import type { IndexedFile, IndexedPassage } from './file-index.ts';
import type { QueryTerm } from './terms.ts';

export interface Hit {
  readonly file: IndexedFile;
  readonly passage: IndexedPassage;
  readonly score: number;
  /** How many of the question's words it answers to, of all. */
  readonly matched: number;
}

/** A passage that shares only words of like meaning with the question is no answer to it. */
const leastMatched = 1;

const saturation = 1.2;
const lengthShare = 0.6;
/** Below this share of the best score a passage is not worth a reader's time. */
const worthShare = 0.45;

/** What a passage is worth beside its words: tests and lists of changes speak of everything. */
function standing(path: string, asksForTests: boolean): number {
  if (/(?:^|\/)(?:changelog|license|package-lock)/i.test(path)) return 0.5;
  if (!asksForTests && /(?:^|[./_-])(?:test|tests|spec|fixture|fixtures|mock|mocks)(?:[./_-])/i.test(path)) return 0.6;
  return /\.(?:md|markdown|txt)$/i.test(path) ? 0.75 : 1;
}

interface Term extends QueryTerm {
  readonly number: number;
  readonly rarity: number;
}

export interface RankOptions {
  readonly termNumber: (term: string) => number | undefined;
  /** Awaited now and then, so that a large workspace does not hold up its process. */
  readonly pause: () => Promise<void>;
}

const passagesPerPause = 1_000;

/** BM25 over passages, times how much of the question each one answers to; best first. */
export async function rankPassages(
  files: readonly IndexedFile[],
  query: readonly QueryTerm[],
  { termNumber, pause }: RankOptions,
): Promise<Hit[]> {
  const numbered = query.flatMap((term) => {
    const number = termNumber(term.term);
    return number === undefined ? [] : [{ ...term, number }];
  });
  if (numbered.length === 0) return [];
  const terms = await weigh(files, numbered, pause);
  const byNumber = new Map(terms.map((term) => [term.number, term]));
  const groups = new Set(query.map(({ group }) => group)).size;
  const asksForTests = query.some(({ term, weight }) => weight === 1 && (term === 'test' || term === 'spec'));
  const average = averageLength(files);
  const hits: Hit[] = [];
  let seen = 0;
  for (const file of files) {
    const factor = standing(file.path, asksForTests);
    for (const passage of file.passages) {
      seen += 1;
      if (seen % passagesPerPause === 0) await pause();
      const { score, matched } = scorePassage(passage, byNumber, average);
      if (matched < leastMatched) continue;
      hits.push({ file, passage, matched, score: score * factor * (0.4 + (0.6 * matched) / groups) });
    }
  }
  return hits.sort((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1));
}

function averageLength(files: readonly IndexedFile[]): number {
  let sum = 0;
  let count = 0;
  for (const file of files) {
    for (const passage of file.passages) {
      sum += passage.length;
      count += 1;
    }
  }
  return Math.max(1, sum / Math.max(1, count));
}

/** How rare each term is among the passages. */
async function weigh(
  files: readonly IndexedFile[],
  terms: readonly (QueryTerm & { number: number })[],
  pause: () => Promise<void>,
): Promise<Term[]> {
  const holders = new Map(terms.map(({ number }) => [number, 0]));
  let passages = 0;
  for (const file of files) {
    for (const passage of file.passages) {
      passages += 1;
      if (passages % passagesPerPause === 0) await pause();
      for (const number of passage.terms) {
        const seen = holders.get(number);
        if (seen !== undefined) holders.set(number, seen + 1);
      }
    }
  }
  return terms.map((term) => {
    const held = holders.get(term.number) ?? 0;
    return { ...term, rarity: Math.log(1 + (passages - held + 0.5) / (held + 0.5)) };
  });
}

function scorePassage(
  passage: IndexedPassage,
  terms: ReadonlyMap<number, Term>,
  average: number,
): { score: number; matched: number } {
  let score = 0;
  const groups = new Map<number, number>();
  const norm = saturation * (1 - lengthShare + (lengthShare * passage.length) / average);
  passage.terms.forEach((number, index) => {
    const term = terms.get(number);
    if (term === undefined) return;
    const count = passage.counts[index] ?? 0;
    score += term.weight * term.rarity * ((count * (saturation + 1)) / (count + norm));
    groups.set(term.group, Math.max(groups.get(term.group) ?? 0, term.weight));
  });
  let matched = 0;
  for (const weight of groups.values()) matched += weight;
  return { score, matched };
}

/** The best passages that are worth quoting: few, not far behind the best, and not all from one place. */
export function pickBest(hits: readonly Hit[], most: number): Hit[] {
  const best = hits[0]?.score ?? 0;
  const picked: Hit[] = [];
  for (const hit of hits) {
    if (picked.length >= most || hit.score < best * worthShare) break;
    if (picked.filter((other) => other.file === hit.file).length >= 2) continue;
    picked.push(hit);
  }
  return picked;
}
