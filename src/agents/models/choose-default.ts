import type { Model, ProviderId } from '../protocol/model.ts';

/** Where the next best model is looked for when no Sonnet can be used; within a provider its own order counts. */
const providerOrder: readonly ProviderId[] = ['anthropic', 'openai', 'azure', 'compatible', 'vscode', 'local'];

const builtIn = 'local/built-in';

/**
 * The model that answers where nothing else is said: the preferred one if it can be used, else the newest Sonnet that
 * can, else the first usable model in the order anthropic, openai, azure, compatible, vscode, local (one that is not
 * being given up before one that is), else the built-in one.
 */
export function chooseDefaultModel(models: readonly Model[], preferred: string | null): string {
  const usable = models.filter((model) => model.unusable === null);
  if (preferred !== null && usable.some((model) => model.ref === preferred)) return preferred;
  const sonnet = usable.filter((model) => /(^|[^a-z])sonnet([^a-z]|$)/i.test(model.id)).sort(compareSonnets)[0];
  return (sonnet ?? usable.sort(compareOthers)[0])?.ref ?? builtIn;
}

function rank(model: Model): number {
  const place = providerOrder.indexOf(model.provider);
  return place === -1 ? providerOrder.length : place;
}

function compareSonnets(a: Model, b: Model): number {
  return compareVersions(parseVersion(b.id), parseVersion(a.id)) || rank(a) - rank(b);
}

function compareOthers(a: Model, b: Model): number {
  return rank(a) - rank(b) || Number(a.deprecatedOn !== null) - Number(b.deprecatedOn !== null);
}

/** `claude-sonnet-4-5-20250929` → [4, 5, 20250929]; a missing part is 0. */
function parseVersion(id: string): readonly [number, number, number] {
  const numbers = (id.match(/\d+/g) ?? []).map(Number);
  const version = numbers.filter((number) => number < 1_000);
  const date = numbers.find((number) => number >= 1_000) ?? 0;
  return [version[0] ?? 0, version[1] ?? 0, date];
}

function compareVersions(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
