import { toChecked } from '../checks/run-checks.ts';
import type { Unit } from '../checks/finding.ts';
import type { Desk } from '../desk.ts';
import { fenced, fileLink, inline, listWords, plural } from '../markdown.ts';
import { isCode } from '../source/languages.ts';
import { outlineOf } from '../source/outline.ts';
import { readParameters, readTypeFields } from '../source/parameters.ts';
import type { Source } from '../source/source.ts';
import type { CodeSymbol } from '../source/symbol.ts';
import { say, type Work } from '../work.ts';
import {
  renderCaseList,
  renderGoTests,
  renderPythonTests,
  renderScriptTests,
  type TestedFunction,
} from './render-tests.ts';
import type { TypeLookup } from './sample-values.ts';
import { drawCases } from './test-cases.ts';
import { chooseFramework } from './test-framework.ts';

const mostFunctions = 6;

/** Tests drafted from signatures, branches, errors and edges, in the framework that the workspace uses. */
export async function* answerTests(source: Source, desk: Desk): Work<void> {
  if (!isCode(source.language)) {
    yield say(`${fileLink(source.path)} is ${source.language.name}; there is nothing in it to call from a test.`);
    return;
  }
  const { units } = await toChecked(source, () => desk.pause());
  await desk.pause();
  const testable = chooseUnits(units);
  if (testable.length === 0) {
    yield say(
      `There is no function in ${fileLink(source.path)} that a test could call: select one, or move the code into one.`,
    );
    return;
  }
  const choice = yield* chooseFramework(source, desk);
  const types = yield* readTypes(source, desk);
  const functions = testable.slice(0, mostFunctions).map((unit) => toTested(source, unit, types));
  await desk.pause();
  const count = functions.reduce((sum, { cases }) => sum + cases.length, 0);
  const about = `${plural(count, 'case')} for ${listWords(functions.map(({ name }) => inline(name)))}`;
  const imports = [...new Set(testable.slice(0, mostFunctions).map(({ symbol }) => symbol.container ?? symbol.name))];
  const file = { choice, module: moduleOf(source, choice.testPath), imports, functions };
  if (source.language.family === 'script') {
    yield say(
      `${about}, for ${inline(choice.framework)} (${choice.reason}), ${choice.exists ? 'to add to' : 'as'} ${inline(choice.testPath)}:`,
      '',
      fenced(renderScriptTests(file), source.language.id),
    );
  } else if (source.language.family === 'python') {
    yield say(`${about}, for pytest, as ${inline(choice.testPath)}:`, '', fenced(renderPythonTests(file), 'python'));
  } else if (source.language.id === 'go') {
    const name = /^package\s+(\w+)/m.exec(source.code)?.[1] ?? 'main';
    yield say(
      `${about}, as ${inline(choice.testPath)}. The comparisons are yours; until then each case fails:`,
      '',
      fenced(renderGoTests(name, functions), 'go'),
    );
  } else {
    yield say(
      `What to test in ${fileLink(source.path)}, from its branches and errors:`,
      '',
      ...renderCaseList(functions),
    );
  }
  yield* sayOpen(functions, testable.length);
}

function* sayOpen(functions: readonly TestedFunction[], all: number): Generator<ReturnType<typeof say>> {
  const cases = functions.flatMap((tested) => tested.cases);
  const exact = cases.filter(({ expects }) => expects.kind === 'throws' || expects.kind === 'equals').length;
  const open = cases.filter(({ expects }) => expects.kind === 'open').length;
  const kinds = cases.length - exact - open;
  const arrange = cases.filter(({ mustHold }) => mustHold !== null).length;
  const parts = [
    exact > 0
      ? `${plural(exact, 'case')} ${exact === 1 ? 'checks' : 'check'} what the code itself says (an error, a fixed result)`
      : '',
    kinds > 0
      ? `${plural(kinds, 'case')} ${kinds === 1 ? 'checks' : 'check'} only the kind of the result: put in the value that is right`
      : '',
    open > 0
      ? `${plural(open, 'case')} at the edges ${open === 1 ? 'is' : 'are'} left open, since the code may throw there`
      : '',
    arrange > 0
      ? `${plural(arrange, 'case')} ${arrange === 1 ? 'depends' : 'depend'} on something beside the arguments, named in a comment`
      : '',
  ].filter((part) => part !== '');
  yield say(
    `${parts.join('; ')}.${all > functions.length ? ` ${plural(all - functions.length, 'function')} more: select them to go on.` : ''}`,
  );
}

/** The types that stand in the file of the tested code, the whole file where only a part was given. */
async function* readTypes(source: Source, desk: Desk): Work<TypeLookup> {
  const isKnown = !source.isWhole && (await desk.listFiles()).some(({ path }) => path === source.path);
  const whole = isKnown ? ((yield* desk.read(source.path)) ?? source) : source;
  const { symbols } = outlineOf(whole);
  const named = (type: string, kind: CodeSymbol['kind']): CodeSymbol | undefined =>
    symbols.find((symbol) => symbol.name === type && symbol.kind === kind);
  return {
    fields(type) {
      const body = named(type, 'interface')?.body ?? null;
      return body === null ? null : readTypeFields(whole, body);
    },
    alias(type) {
      const symbol = named(type, 'type');
      const text = symbol === undefined ? '' : whole.text.slice(symbol.start, symbol.end);
      return /=\s*\|?\s*([^;]{1,300})/.exec(text)?.[1]?.trim() ?? null;
    },
  };
}

/** What can be called from outside, or everything where nothing is exported. */
function chooseUnits(units: readonly Unit[]): Unit[] {
  const callable = units.filter(
    ({ symbol }) =>
      symbol.name !== 'this code' && symbol.name !== 'default' && !/^(?:constructor|__\w+__)$/.test(symbol.name),
  );
  const top = callable.filter(({ symbol }) => symbol.container === null);
  // The methods of an object that a function returns can only be had by calling that function.
  const methods = callable.filter(({ symbol }) => symbol.kind === 'method' && symbol.isExported);
  const exported = [...top.filter(({ symbol }) => symbol.isExported), ...methods];
  return exported.length > 0 ? exported : top.length > 0 ? top : callable;
}

function toTested(source: Source, { symbol, shape, facts }: Unit, types: TypeLookup): TestedFunction {
  const returns = shape.returns === null ? null : source.text.slice(shape.returns.start, shape.returns.end).trim();
  const language = source.language.family === 'python' ? 'python' : 'script';
  const isMethod = symbol.kind === 'method' && symbol.container !== null;
  const made = language === 'python' ? `${symbol.container ?? ''}()` : `new ${symbol.container ?? ''}()`;
  return {
    name: isMethod ? `${symbol.container}.${symbol.name}` : symbol.name,
    callee: isMethod ? `${made}.${symbol.name}` : symbol.name,
    isAsync: shape.isAsync || (returns?.startsWith('Promise<') ?? false),
    cases: drawCases({
      source,
      parameters: readParameters(source, shape.parameters),
      facts,
      returns,
      language,
      types,
    }),
  };
}

/** How the test's file names the tested one. */
function moduleOf(source: Source, testPath: string): string {
  if (source.language.family === 'python') {
    return source.path
      .replace(/^src\//, '')
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replaceAll('/', '.');
  }
  const from = testPath.split('/').slice(0, -1);
  const to = source.path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const up = '../'.repeat(from.length - shared);
  return `${up === '' ? './' : up}${to.slice(shared).join('/')}`;
}
