import type { Language } from './languages.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Comment extends Span {
  readonly isBlock: boolean;
}

export interface Scan {
  /**
   * The text with the same length and line breaks, where comments, the insides of strings and regular expressions are
   * blank. What a template holds in `${}` is kept. Braces in it are real ones.
   */
  readonly code: string;
  readonly comments: readonly Comment[];
}

const wordsBeforeRegex = new Set(
  'return typeof case in of delete void throw new do else instanceof await yield'.split(' '),
);

function isWord(character: string): boolean {
  const code = character.charCodeAt(0);
  return (
    (code > 96 && code < 123) ||
    (code > 64 && code < 91) ||
    (code > 47 && code < 58) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}

/** Reads a text once from its beginning to its end; the time is linear in its length whatever stands in it. */
export function scanSource(text: string, language: Language): Scan {
  return new Scanner(text, language).run();
}

class Scanner {
  private readonly text: string;
  private readonly language: Language;
  private readonly parts: string[] = [];
  private readonly comments: Comment[] = [];
  /** Open braces since each `${`, innermost last. */
  private readonly templates: number[] = [];
  private at = 0;
  private keptUpTo = 0;
  private lastWord = '';
  private lastSign = '';

  constructor(text: string, language: Language) {
    this.text = text;
    this.language = language;
  }

  run(): Scan {
    const { text } = this;
    while (this.at < text.length) {
      const character = text.charAt(this.at);
      if (character === ' ' || character === '\n' || character === '\t') this.at += 1;
      else if (this.isCommentStart(character)) this.skipComment();
      else if (this.isStringStart(character)) this.skipString(character);
      else if (character === '/' && this.language.family === 'script' && this.isRegexPlace()) this.skipRegex();
      else this.step(character);
    }
    this.parts.push(text.slice(this.keptUpTo));
    return { code: this.parts.join(''), comments: this.comments };
  }

  private step(character: string): void {
    if (isWord(character)) {
      const start = this.at;
      while (this.at < this.text.length && isWord(this.text.charAt(this.at))) this.at += 1;
      this.lastWord = this.text.slice(start, Math.min(this.at, start + 20));
      this.lastSign = 'w';
      return;
    }
    const open = this.templates.length - 1;
    if (open >= 0 && character === '{') this.templates[open] = (this.templates[open] ?? 0) + 1;
    if (open >= 0 && character === '}') {
      const depth = this.templates[open] ?? 0;
      if (depth === 0) {
        this.templates.pop();
        this.blank(this.at, this.at + 1);
        this.at += 1;
        this.skipTemplate();
        return;
      }
      this.templates[open] = depth - 1;
    }
    this.lastSign = character;
    this.at += 1;
  }

  private isCommentStart(character: string): boolean {
    const { lineComment, hasBlockComments, family } = this.language;
    if (character === '#') return lineComment === '#';
    if (character !== '/') return false;
    const next = this.text.charAt(this.at + 1);
    if (family === 'json' && this.language.id === 'json') return false;
    return (next === '/' && lineComment === '//') || (next === '*' && hasBlockComments);
  }

  private skipComment(): void {
    const start = this.at;
    const isBlock = this.text.startsWith('/*', start);
    const found = this.text.indexOf(isBlock ? '*/' : '\n', start + (isBlock ? 2 : 0));
    this.at = found < 0 ? this.text.length : isBlock ? found + 2 : found;
    this.comments.push({ start, end: this.at, isBlock });
    this.blank(start, this.at);
  }

  private isStringStart(character: string): boolean {
    const { family, id } = this.language;
    if (family === 'markdown' || family === 'text') return false;
    if (character === '"') return true;
    if (character === '`') return family === 'script' || id === 'go';
    if (character !== "'") return false;
    if (id !== 'rust') return family !== 'json';
    // In Rust a single quote may begin a lifetime.
    return this.text.charAt(this.at + 1) === '\\' || this.text.charAt(this.at + 2) === "'";
  }

  private skipString(quote: string): void {
    const triple = quote.repeat(3);
    if (this.language.family === 'python' && this.text.startsWith(triple, this.at)) {
      this.skipTo(triple, this.at + 3);
    } else if (quote === '`' && this.language.family === 'script') {
      this.at += 1;
      this.skipTemplate();
    } else if (quote === '`') {
      this.skipTo('`', this.at + 1);
    } else {
      this.skipQuoted(quote);
    }
    this.lastSign = '"';
  }

  private skipTo(end: string, from: number): void {
    const found = this.text.indexOf(end, from);
    const close = found < 0 ? this.text.length : found;
    this.blank(from, close);
    this.at = Math.min(this.text.length, close + end.length);
  }

  /** A string that ends on its line; one that does not is cut there, so that a stray quote harms one line only. */
  private skipQuoted(quote: string): void {
    const from = this.at + 1;
    let at = from;
    while (at < this.text.length) {
      const character = this.text.charAt(at);
      if (character === quote || character === '\n') break;
      at += character === '\\' ? 2 : 1;
    }
    at = Math.min(at, this.text.length);
    this.blank(from, at);
    this.at = this.text.charAt(at) === quote ? at + 1 : at;
  }

  private skipTemplate(): void {
    const from = this.at;
    let at = from;
    while (at < this.text.length) {
      const character = this.text.charAt(at);
      if (character === '`') break;
      if (character === '$' && this.text.charAt(at + 1) === '{') break;
      at += character === '\\' ? 2 : 1;
    }
    at = Math.min(at, this.text.length);
    this.blank(from, at);
    if (this.text.charAt(at) === '$') {
      // The brackets of `${}` are blank too: they belong to the template, not to the code.
      this.blank(at, at + 2);
      this.at = at + 2;
      this.templates.push(0);
      this.lastSign = '(';
      return;
    }
    this.at = Math.min(this.text.length, at + 1);
    this.lastSign = '"';
  }

  private isRegexPlace(): boolean {
    if (this.lastSign === 'w') return wordsBeforeRegex.has(this.lastWord);
    return !')]"<'.includes(this.lastSign) || this.lastSign === '';
  }

  private skipRegex(): void {
    let inClass = false;
    let at = this.at + 1;
    for (; at < this.text.length; at += 1) {
      const character = this.text.charAt(at);
      if (character === '\n') break;
      if (character === '\\') at += 1;
      else if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      else if (character === '/' && !inClass) break;
    }
    if (this.text.charAt(at) !== '/') {
      this.lastSign = '/';
      this.at += 1;
      return;
    }
    this.blank(this.at + 1, at);
    this.at = at + 1;
    this.lastSign = '"';
  }

  private blank(start: number, end: number): void {
    if (end <= start) return;
    this.parts.push(this.text.slice(this.keptUpTo, start), this.text.slice(start, end).replace(/[^\n]/g, ' '));
    this.keptUpTo = end;
  }
}
