import type { BodyFacts } from '../explain/facts.ts';
import { isLiteral } from '../explain/facts.ts';
import type { Parameter } from '../source/parameters.ts';
import type { Source } from '../source/source.ts';
import { edgeSamples, ordinarySample, sampleThatMakes, type TypeLookup, type SampleLanguage } from './sample-values.ts';

export interface TestCase {
  readonly name: string;
  /** One an argument, in order; trailing ones that may be left out are. */
  readonly values: readonly string[];
  readonly expects:
    | { readonly kind: 'throws'; readonly error: string }
    /** The code itself says what comes back. */
    | { readonly kind: 'equals'; readonly value: string }
    /** It may give a result or throw: a person has to say which is right. */
    | { readonly kind: 'open' }
    /** Only the kind of what comes back is known. */
    | { readonly kind: 'type'; readonly type: string; readonly told?: string };
  /** A condition that could not be met by rule, for a comment. */
  readonly mustHold: string | null;
}

const mostCases = 10;

export interface CaseOptions {
  readonly source: Source;
  readonly parameters: readonly Parameter[];
  readonly facts: BodyFacts;
  readonly returns: string | null;
  readonly language: SampleLanguage;
  readonly types: TypeLookup;
}

/** Cases drawn from the code: each error, each special result with its condition, an ordinary call, the edges. */
export function drawCases(options: CaseOptions): TestCase[] {
  const { source, facts, parameters, language, types } = options;
  const type = (options.returns ?? '').replace(/^(?:Promise|Awaitable)<(.*)>$/s, '$1').trim();
  const head = (span: { start: number; end: number }): string =>
    source.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  const ordinary = required(parameters).map((parameter) => ordinarySample(parameter, language, types).text);
  const cases: TestCase[] = [
    { name: describeOrdinary(parameters), values: ordinary, expects: { kind: 'type', type }, mustHold: null },
  ];
  for (const { statement, when } of facts.throws) {
    const error = /^(?:new\s+)?([\w.$]+)/.exec(head(statement.head))?.[1] ?? 'Error';
    cases.push(caseFor(options, when, { kind: 'throws', error }));
  }
  for (const { statement, when } of facts.returns) {
    const value = head(statement.head);
    if (when.length === 0) continue;
    cases.push(
      caseFor(
        options,
        when,
        isLiteral(value)
          ? { kind: 'equals', value }
          : { kind: 'type', type, told: value.length > 36 ? `${value.slice(0, 35)}…` : value },
      ),
    );
  }
  for (const [index, parameter] of parameters.entries()) {
    for (const edge of edgeSamples(parameter, language)) {
      const values = parameters
        .slice(0, Math.max(index + 1, required(parameters).length))
        .map((other, at) => (at === index ? edge.text : ordinarySample(other, language, types).text));
      if (cases.some((known) => known.values.join() === values.join())) continue;
      cases.push({
        name: `takes ${edge.what} as ${parameter.name}`,
        values,
        expects: facts.throws.length > 0 ? { kind: 'open' } : { kind: 'type', type },
        mustHold: null,
      });
    }
  }
  const names = new Set<string>();
  return cases.filter(({ name }) => !names.has(name) && names.add(name)).slice(0, mostCases);
}

function required(parameters: readonly Parameter[]): Parameter[] {
  const last = parameters.findLastIndex(({ isOptional, isRest }) => !isOptional && !isRest);
  return parameters.slice(0, last + 1);
}

function describeOrdinary(parameters: readonly Parameter[]): string {
  return parameters.length === 0 ? 'gives its result' : 'gives its result for ordinary values';
}

/** A case whose arguments meet the conditions on the way, as far as these are simple. */
function caseFor(options: CaseOptions, when: readonly string[], expects: TestCase['expects']): TestCase {
  const { parameters, language, types } = options;
  const chosen = new Map<string, string>();
  const unmet: string[] = [];
  for (const condition of when) {
    const parts = condition.split(/\s*&&\s*|\s+and\s+/);
    const met = (parts.length > 1 ? parts : condition.split(/\s*\|\|\s*|\s+or\s+/).slice(0, 1)).map((part) => {
      for (const parameter of parameters) {
        const sample = sampleThatMakes(part, parameter, language);
        if (sample === null) continue;
        chosen.set(parameter.name, sample.text);
        return true;
      }
      return false;
    });
    if (met.includes(false)) unmet.push(condition);
  }
  const lastChosen = parameters.findLastIndex(({ name }) => chosen.has(name));
  const count = Math.max(required(parameters).length, lastChosen + 1);
  const values = parameters
    .slice(0, count)
    .map((parameter) => chosen.get(parameter.name) ?? ordinarySample(parameter, language, types).text);
  const verb =
    expects.kind === 'throws'
      ? `throws ${expects.error}`
      : expects.kind === 'equals'
        ? `gives ${expects.value}`
        : `gives ${expects.kind === 'type' ? (expects.told ?? 'its result') : 'its result'}`;
  const condition = (when.at(-1) ?? '').replace(/\s+/g, ' ').slice(0, 70);
  return {
    name: condition === '' ? verb : `${verb} when ${condition}`,
    values,
    expects,
    mustHold: unmet.length === 0 ? null : unmet.join(' and ').slice(0, 160),
  };
}
