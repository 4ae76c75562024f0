import type { CodeLine } from './code-tokens.ts';

/** Coloured lines of finished blocks, so that a block that is drawn again has its colours at once. */
export interface ColourStore {
  get(languageId: string, code: string): readonly CodeLine[] | undefined;
  set(languageId: string, code: string, lines: readonly CodeLine[]): void;
}

/** Keeps the blocks used last, up to so many characters of code. */
export function createColourStore(limitCharacters: number): ColourStore {
  const stored = new Map<string, readonly CodeLine[]>();
  let size = 0;
  const keyOf = (languageId: string, code: string): string => `${languageId}\n${code}`;
  return {
    get(languageId, code) {
      const key = keyOf(languageId, code);
      const lines = stored.get(key);
      if (lines === undefined) return undefined;
      stored.delete(key);
      stored.set(key, lines);
      return lines;
    },
    set(languageId, code, lines) {
      const key = keyOf(languageId, code);
      if (key.length > limitCharacters || stored.has(key)) return;
      stored.set(key, lines);
      size += key.length;
      for (const oldest of stored.keys()) {
        if (size <= limitCharacters) break;
        stored.delete(oldest);
        size -= oldest.length;
      }
    },
  };
}
