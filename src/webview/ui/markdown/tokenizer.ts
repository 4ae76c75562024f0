import { createHighlighterCoreSync, type GrammarState } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { codeTheme, toTokenClass } from './code-theme.ts';
import { joinTokens, type CodeLine } from './code-tokens.ts';
import { grammars } from './grammars.ts';

/** A line longer than this stays plain: it is data, and colouring it would hold up everything else. */
const longestLine = 2_000;

/** The first line of a language takes up to some 300 ms, while its patterns are made; a line cut off there loses the rest. */
const mostLineMs = 3_000;

interface TokenizedLines {
  readonly lines: readonly CodeLine[];
  /** Where the grammar stands after the last line, to go on from. */
  readonly state: GrammarState | undefined;
}

export interface Tokenizer {
  readonly tokenize: (lines: readonly string[], state: GrammarState | undefined) => TokenizedLines;
}

const highlighter = createHighlighterCoreSync({
  themes: [codeTheme],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
  warnings: false,
});

const opened = new Map<string, Promise<Tokenizer | null>>();

/** A language's tokenizer, or null for one that has no grammar here; rejects where the grammar cannot be fetched. */
export function openTokenizer(languageId: string): Promise<Tokenizer | null> {
  const known = opened.get(languageId);
  if (known !== undefined) return known;
  const made = loadTokenizer(languageId);
  opened.set(languageId, made);
  return made;
}

async function loadTokenizer(languageId: string): Promise<Tokenizer | null> {
  const grammar = await grammars[languageId]?.();
  if (grammar === undefined) return null;
  await highlighter.loadLanguage(grammar.default);
  return { tokenize: (lines, state) => tokenize(languageId, lines, state) };
}

function tokenize(lang: string, lines: readonly string[], state: GrammarState | undefined): TokenizedLines {
  const tokens = highlighter.codeToTokensBase(lines.join('\n'), {
    lang,
    theme: 'conductor',
    tokenizeMaxLineLength: longestLine,
    tokenizeTimeLimit: mostLineMs,
    ...(state === undefined ? {} : { grammarState: state }),
  });
  return {
    lines: tokens.map((line) =>
      joinTokens(line.map(({ color, content }) => ({ className: toTokenClass(color), text: content }))),
    ),
    state: highlighter.getLastGrammarState(tokens),
  };
}
