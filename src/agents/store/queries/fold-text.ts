/** A text in which case and forms of the same letter make no difference, for searching. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').toWellFormed().replaceAll('\0', '');
}
