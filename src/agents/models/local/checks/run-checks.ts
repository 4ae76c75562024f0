import { readFacts } from '../explain/facts.ts';
import { outlineOf } from '../source/outline.ts';
import type { Source } from '../source/source.ts';
import type { CodeSymbol, Outline } from '../source/symbol.ts';
import { emptyCatches, lostCauses, thrownStrings, unguardedParses } from './error-checks.ts';
import { expressionChecks } from './expression-checks.ts';
import type { Check, Checked, Finding, Unit } from './finding.ts';
import { asyncExecutors, asyncForEach, floatingPromises } from './promise-checks.ts';
import { bareExcepts, comparedToNone, pythonResources, rangePastEnd, sharedDefaults } from './python-checks.ts';
import { unclosedResources } from './resource-checks.ts';
import { unstoppableCalls, unusedSignals } from './stop-signal-checks.ts';
import { unusedImports, unusedLocals, unusedParameters } from './unused-checks.ts';

const checks: readonly Check[] = [
  unstoppableCalls,
  unusedSignals,
  floatingPromises,
  asyncForEach,
  asyncExecutors,
  thrownStrings,
  lostCauses,
  emptyCatches,
  sharedDefaults,
  bareExcepts,
  rangePastEnd,
  comparedToNone,
  pythonResources,
  unclosedResources,
  ...expressionChecks,
  unguardedParses,
  unusedImports,
  unusedLocals,
  unusedParameters,
];

const weights = ['fault', 'risk', 'note'] as const;

/** The functions of a text with what their bodies do; code without a function around it counts as one. */
function readUnits(source: Source, outline: Outline): Unit[] {
  const units = outline.symbols.flatMap((symbol): Unit[] => {
    const { shape } = symbol;
    if (shape === null || shape.body === null) return [];
    return [{ symbol, shape, facts: readFacts(source, shape) }];
  });
  return units.length > 0 ? units : [looseUnit(source)];
}

/** A selection may be the inside of a function. */
export function looseUnit(source: Source): Unit {
  const body = { start: 0, end: source.text.length };
  const shape = {
    name: 'this code',
    parameters: { start: 0, end: 0 },
    returns: null,
    body,
    isExpression: false,
    isAsync: /\bawait\b/.test(source.code),
    isGenerator: false,
  };
  const symbol: CodeSymbol = {
    kind: 'function',
    name: shape.name,
    container: null,
    ...body,
    line: source.firstLine,
    endLine: source.firstLine + source.lineStarts.length - 1,
    isExported: false,
    shape,
    body: null,
    doc: null,
  };
  return { symbol, shape, facts: readFacts(source, shape) };
}

/** Reads a text for checking. */
export async function toChecked(source: Source, pause: () => Promise<void>): Promise<Checked> {
  const outline = outlineOf(source);
  await pause();
  const units = readUnits(source, outline);
  await pause();
  return { source, outline, units };
}

/**
 * Everything the checks find, what surely breaks first, then by line; each place and matter once. `pause` is awaited
 * between checks, so that a large file does not hold up its process.
 */
export async function runChecks(checked: Checked, pause: () => Promise<void>): Promise<Finding[]> {
  const findings = await runEach(checks, checked, pause);
  const seen = new Set<string>();
  return findings
    .filter(({ line, title, edits }) => {
      const key = `${line} ${title} ${edits[0]?.start ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight) || a.line - b.line);
}

/** Runs some checks one after the other. */
export async function runEach(
  some: readonly Check[],
  checked: Checked,
  pause: () => Promise<void>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of some) {
    findings.push(...check(checked));
    await pause();
  }
  return findings;
}
