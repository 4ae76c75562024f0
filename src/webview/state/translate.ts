import type { Word } from './words.ts';

let translations: Readonly<Record<string, string>> = {};

/** Takes the strings of the person's language, by the English text. */
export function setTranslations(strings: Readonly<Record<string, string>>): void {
  translations = strings;
}

/** The text in the person's language, with each `{name}` replaced by its value. */
export function t(text: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return (translations[text] ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
