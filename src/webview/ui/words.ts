/** The words that the kit itself shows or speaks, in English. */
const english = {
  copy: 'Copy',
  copied: 'Copied',
  insert: 'Insert',
  replace: 'Replace',
  open: 'Open',
  copyCode: 'Copy code',
  insertCode: 'Insert at the cursor',
  replaceCode: 'Replace the selection',
  openCode: 'Open in a new tab',
  code: 'Code',
  table: 'Table',
  image: 'Image',
  done: 'Done',
  toDo: 'To do',
  remove: 'Remove {name}',
  openFile: 'Open {name}',
};

export type KitWord = keyof typeof english;
export type KitWords = Readonly<Record<KitWord, string>>;

let words: KitWords = english;

/** Gives the kit the person's language; what is missing stays English. Components read it when they draw. */
export function setKitWords(translated: Partial<KitWords>): void {
  words = { ...english, ...translated };
}

/** A word of the kit, with `{name}` replaced. */
export function kitWord(word: KitWord, name = ''): string {
  return words[word].replace('{name}', () => name);
}
