import type { TestCase } from './test-cases.ts';
import type { FrameworkChoice, TestFramework } from './test-framework.ts';

/** A function with the cases for it. */
export interface TestedFunction {
  readonly name: string;
  /** How it is called: `name`, or `new Owner().name` for a method. */
  readonly callee: string;
  readonly isAsync: boolean;
  readonly cases: readonly TestCase[];
}

export interface TestFile {
  readonly choice: FrameworkChoice;
  /** What the test imports from, and the names. */
  readonly module: string;
  readonly imports: readonly string[];
  readonly functions: readonly TestedFunction[];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

const headers: Readonly<Partial<Record<TestFramework, readonly string[]>>> = {
  mocha: ["import assert from 'node:assert/strict';", "import { describe, it } from 'mocha';"],
  'node:test': ["import assert from 'node:assert/strict';", "import { describe, it } from 'node:test';"],
  vitest: ["import { describe, expect, it } from 'vitest';"],
  jest: [],
};

/** The test file of a TypeScript or JavaScript module. */
export function renderScriptTests({ choice, module, imports, functions }: TestFile): string {
  const lines = [...(headers[choice.framework] ?? []), `import { ${imports.join(', ')} } from '${module}';`];
  const usesExpect = choice.framework === 'vitest' || choice.framework === 'jest';
  for (const tested of functions) {
    lines.push('', `describe(${quoted(tested.name)}, () => {`);
    tested.cases.forEach((one, index) => {
      if (index > 0) lines.push('');
      if (one.expects.kind === 'open') {
        // A test without a body is pending in mocha; the others have a word for it.
        lines.push(choice.framework === 'mocha' ? `  it(${quoted(one.name)});` : `  it.todo(${quoted(one.name)});`);
        return;
      }
      lines.push(
        `  it(${quoted(one.name)}, ${tested.isAsync ? 'async ' : ''}() => {`,
        ...renderScriptCase(tested, one, usesExpect).map((line) => `    ${line}`),
        '  });',
      );
    });
    lines.push('});');
  }
  return lines.join('\n');
}

function renderScriptCase(tested: TestedFunction, one: TestCase, usesExpect: boolean): string[] {
  const call = `${tested.callee}(${one.values.join(', ')})`;
  const lines = one.mustHold === null ? [] : [`// Arrange so that this holds: ${one.mustHold}`];
  if (one.expects.kind === 'throws') {
    const { error } = one.expects;
    const isClass = /^[A-Z]/.test(error);
    const built = /^(?:Error|TypeError|RangeError|SyntaxError)$/.test(error);
    const shape = isClass ? (built ? error : `{ name: '${error}' }`) : 'Error';
    if (usesExpect) {
      lines.push(
        tested.isAsync
          ? `await expect(${call}).rejects.toThrow(${built ? error : ''});`
          : `expect(() => ${call}).toThrow(${built ? error : ''});`,
      );
    } else
      lines.push(
        tested.isAsync ? `await assert.rejects(${call}, ${shape});` : `assert.throws(() => ${call}, ${shape});`,
      );
    return lines;
  }
  const value = tested.isAsync ? `await ${call}` : call;
  if (one.expects.kind === 'equals') {
    lines.push(
      usesExpect
        ? `expect(${value}).toEqual(${one.expects.value});`
        : `assert.deepEqual(${value}, ${one.expects.value});`,
    );
    return lines;
  }
  const check = one.expects.kind === 'type' ? typeCheck(one.expects.type, usesExpect) : null;
  if (check === null) {
    lines.push(`${value};`);
    return lines;
  }
  return [...lines, `const result = ${value};`, `${check} // narrow this to the value that you expect`];
}

function typeCheck(type: string, usesExpect: boolean): string | null {
  const is = (condition: string): string =>
    usesExpect ? `expect(${condition}).toBe(true);` : `assert.ok(${condition});`;
  if (/^(?:void|undefined|never)$/.test(type)) return null;
  if (/^number$/.test(type)) return is('Number.isFinite(result)');
  if (/^(?:string|boolean)$/.test(type))
    return usesExpect ? `expect(typeof result).toBe('${type}');` : `assert.equal(typeof result, '${type}');`;
  if (/\[\]$|^(?:readonly |Array<|ReadonlyArray<)/.test(type)) return is('Array.isArray(result)');
  if (/\bnull\b/.test(type)) return is('result !== undefined');
  return usesExpect ? 'expect(result).toBeDefined();' : 'assert.notEqual(result, undefined);';
}

/** The test file of a Python module. */
export function renderPythonTests({ module, imports, functions }: TestFile): string {
  const usesPytest = functions.some(({ cases }) =>
    cases.some(({ expects }) => expects.kind === 'throws' || expects.kind === 'open'),
  );
  const isAsync = functions.some((tested) => tested.isAsync);
  const lines = [
    ...(isAsync ? ['import asyncio', ''] : []),
    ...(usesPytest ? ['import pytest', ''] : []),
    `from ${module} import ${imports.join(', ')}`,
  ];
  for (const tested of functions) {
    for (const one of tested.cases) {
      lines.push(
        '',
        '',
        `def test_${snake(tested.name)}_${snake(one.name)}():`,
        ...renderPythonCase(tested, one).map((line) => `    ${line}`),
      );
    }
  }
  return lines.join('\n');
}

function snake(text: string): string {
  return text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, 70);
}

function renderPythonCase(tested: TestedFunction, one: TestCase): string[] {
  const plain = `${tested.callee}(${one.values.join(', ')})`;
  const call = tested.isAsync ? `asyncio.run(${plain})` : plain;
  const lines = one.mustHold === null ? [] : [`# Arrange so that this holds: ${one.mustHold}`];
  if (one.expects.kind === 'throws') {
    const error = one.expects.error === 'raise' ? 'Exception' : one.expects.error;
    return [...lines, `with pytest.raises(${error}):`, `    ${call}`];
  }
  if (one.expects.kind === 'equals') {
    const { value } = one.expects;
    return [
      ...lines,
      /^(?:None|True|False)$/.test(value) ? `assert ${call} is ${value}` : `assert ${call} == ${value}`,
    ];
  }
  if (one.expects.kind === 'open') return [`pytest.skip("say what ${plain.replaceAll('"', "'")} should do")`];
  const known = /^(?:str|int|float|bool|list|dict)/.exec(one.expects.type.toLowerCase())?.[0];
  if (one.expects.type === 'None') return [...lines, `assert ${call} is None`];
  if (known === undefined)
    return [...lines, `result = ${call}`, 'assert result is not None  # narrow this to the value that you expect'];
  return [
    ...lines,
    `result = ${call}`,
    `assert isinstance(result, ${known})  # narrow this to the value that you expect`,
  ];
}

/** A table of cases in Go; the wanted values are for the reader to fill. */
export function renderGoTests(packageName: string, functions: readonly TestedFunction[]): string {
  const lines = [`package ${packageName}`, '', 'import "testing"'];
  for (const tested of functions) {
    lines.push('', `func Test${tested.name.charAt(0).toUpperCase()}${tested.name.slice(1)}(t *testing.T) {`);
    for (const one of tested.cases)
      lines.push(
        `\tt.Run(${JSON.stringify(one.name)}, func(t *testing.T) {`,
        `\t\t// Arrange${one.mustHold === null ? '' : ` so that ${one.mustHold}`}, call ${tested.callee}, compare.`,
        `\t\tt.Fatal("not written yet")`,
        '\t})',
      );
    lines.push('}');
  }
  return lines.join('\n');
}

/** What should be tested, for languages without a renderer. */
export function renderCaseList(functions: readonly TestedFunction[]): string[] {
  return functions.flatMap((tested) => tested.cases.map((one) => `- \`${tested.name}\` ${one.name}`));
}
