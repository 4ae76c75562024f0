/**
 * A rough count of tokens: four characters each for plain text, two for scripts without spaces. Only for deciding what
 * fits; what was used is what the provider reports.
 */
export function estimateTokens(text: string): number {
  let dense = 0;
  for (const character of text) if (character > '\u2e7f') dense += 1;
  return Math.ceil((text.length - dense) / 4 + dense / 2);
}
