import type { ProviderSaid } from './provider-failure.ts';

/** A request's body. */
export type RequestBody = Readonly<Record<string, unknown>>;

export interface Adaptation {
  readonly parameter: string;
  /** The name that the server knows it by; null leaves it out. */
  readonly rename: string | null;
}

const refusal =
  /unsupported|not support|n't support|unknown|unrecognized|unexpected|extra (inputs|fields)|not permitted|deprecated|cannot both|only one|only the default|invalid (parameter|field)/i;

/** In the order in which they are given up when several are named. */
const optional = ['stream_options', 'cache_control', 'top_p', 'temperature', 'thinking'];
const limits = ['max_tokens', 'max_completion_tokens'];

/**
 * What to change in a request that a server refused because of a parameter that it does not take; null where that is not
 * what happened, or nothing is left to change. Servers and models differ in the names they know, and no list of them
 * stays right for long.
 */
export function findAdaptation(body: RequestBody, said: ProviderSaid, done: readonly Adaptation[]): Adaptation | null {
  if (said.status !== 400 && said.status !== 422) return null;
  const text = `${said.code} ${said.message}`;
  if (!refusal.test(text)) return null;
  const isNamed = (parameter: string): boolean =>
    parameter in body &&
    new RegExp(`\\b${parameter}\\b`).test(text) &&
    !done.some((adaptation) => adaptation.parameter === parameter || adaptation.rename === parameter);
  const limit = limits.find(isNamed);
  if (limit !== undefined) return { parameter: limit, rename: limits.find((name) => name !== limit) ?? null };
  const parameter = optional.find(isNamed);
  return parameter === undefined ? null : { parameter, rename: null };
}

export function applyAdaptations(body: RequestBody, adaptations: readonly Adaptation[]): RequestBody {
  let result = { ...body };
  for (const { parameter, rename } of adaptations) {
    if (!(parameter in result)) continue;
    const { [parameter]: value, ...rest } = result;
    result = rename === null ? rest : { ...rest, [rename]: value };
  }
  return result;
}

const names: Readonly<Record<string, string>> = { temperature: 'temperature', top_p: 'top-p' };

/** What a person should know of a change; null where it makes no difference to them. */
export function describeAdaptation({ parameter }: Adaptation): string | null {
  const name = names[parameter];
  return name === undefined ? null : `This model takes no ${name}; it answers with its own.`;
}
