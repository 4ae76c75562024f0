/** Higher is better; null where the letters of `query` do not all come in this order. */
function scoreOf(path: string, query: string): number | null {
  const text = path.toLowerCase();
  const name = text.slice(text.lastIndexOf('/') + 1);
  const spare = 1 / (1 + path.length);
  if (name === query) return 5 + spare;
  if (name.startsWith(query)) return 4 + spare;
  if (name.includes(query)) return 3 + spare;
  if (text.includes(query)) return 2 + spare;
  let from = 0;
  for (const letter of query) {
    const place = text.indexOf(letter, from);
    if (place === -1) return null;
    from = place + 1;
  }
  return 1 + spare;
}

/** The paths that match what a person typed, best first, at most `limit`. All of them match nothing typed. */
export function matchFiles(paths: readonly string[], typed: string, limit: number): string[] {
  const query = typed.trim().toLowerCase().replaceAll('\\', '/').replace(/\s+/g, '');
  if (query === '') return paths.slice(0, limit);
  return paths
    .flatMap((path) => {
      const score = scoreOf(path, query);
      return score === null ? [] : [{ path, score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ path }) => path);
}
