import { createCodeColours, type CodeColours } from './code-colours.ts';
import { createCodeTextReader, type CodeText } from './code-text.ts';
import { findLanguage } from './languages.ts';
import type { Tokenizer } from './tokenizer.ts';

interface CodeView extends CodeText {
  readonly colours: CodeColours;
}

export interface CodeModel {
  /** Reads a code block; cheap where the text continues the one before. */
  read(code: string, language: string | null, isOpen: boolean): CodeView;
}

/** Loads the highlighter itself only when the first line waits for colours. */
async function openTokenizer(languageId: string): Promise<Tokenizer | null> {
  const language = findLanguage(languageId);
  if (language === null) return null;
  const module = await import('./tokenizer.ts');
  return module.openTokenizer(language.id);
}

/** The lines of one code block and their colours. */
export function createCodeModel(): CodeModel {
  const reader = createCodeTextReader();
  let lines: readonly string[] | null = null;
  let languageId: string | null = null;
  let colours: CodeColours | null = null;
  return {
    read(code, language, isOpen) {
      const text = reader.read(code);
      if (colours === null || text.lines !== lines || language !== languageId) {
        const finishedCode = isOpen ? undefined : code;
        colours = createCodeColours({ languageId: language ?? '', finishedCode, openTokenizer });
        lines = text.lines;
        languageId = language;
      }
      return { ...text, colours };
    },
  };
}
