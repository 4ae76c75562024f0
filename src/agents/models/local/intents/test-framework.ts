import { parseJson } from '../ask/list.ts';
import type { Desk } from '../desk.ts';
import type { Source } from '../source/source.ts';
import type { Work } from '../work.ts';

export type TestFramework =
  'mocha' | 'vitest' | 'jest' | 'node:test' | 'pytest' | 'go' | 'rust' | 'junit' | 'xunit' | 'none';

export interface FrameworkChoice {
  readonly framework: TestFramework;
  /** Why it was chosen, for the reader. */
  readonly reason: string;
  /** How a test in this workspace is called: `x.test.ts`, `test_x.py`. */
  readonly testPath: string;
  /** There is such a file: the cases are to be added to it. */
  readonly exists: boolean;
}

const byLanguage: Readonly<Record<string, TestFramework>> = {
  python: 'pytest',
  go: 'go',
  rust: 'rust',
  java: 'junit',
  csharp: 'xunit',
};

/** The test framework that the workspace uses: by package.json, else by its tests, else the one that needs nothing. */
export async function* chooseFramework(source: Source, desk: Desk): Work<FrameworkChoice> {
  const fixed = byLanguage[source.language.id];
  if (fixed !== undefined)
    return {
      framework: fixed,
      reason: `the usual one for ${source.language.name}`,
      testPath: testPathOf(source.path, fixed, []),
      exists: false,
    };
  if (source.language.family !== 'script') return { framework: 'none', reason: '', testPath: '', exists: false };
  const paths = (await desk.listFiles()).map(({ path }) => path);
  const framework = yield* readManifest(desk, paths);
  const choice = framework ?? {
    framework: 'node:test' as const,
    reason: 'it comes with Node and nothing here says otherwise',
  };
  const testPath = testPathOf(source.path, choice.framework, paths);
  return { ...choice, testPath, exists: paths.includes(testPath) };
}

async function* readManifest(
  desk: Desk,
  paths: readonly string[],
): Work<Pick<FrameworkChoice, 'framework' | 'reason'> | null> {
  if (paths.includes('package.json')) {
    const source = yield* desk.read('package.json');
    const parsed = source === null ? null : parseJson(source.text);
    const named = { ...record(parsed?.['dependencies']), ...record(parsed?.['devDependencies']) };
    for (const framework of ['vitest', 'jest', 'mocha'] as const) {
      if (framework in named) return { framework, reason: 'package.json depends on it' };
    }
    const script = record(parsed?.['scripts'])['test'];
    if (typeof script === 'string') {
      const found = (['vitest', 'jest', 'mocha'] as const).find((name) => script.includes(name));
      if (found !== undefined) return { framework: found, reason: 'the test script runs it' };
      if (script.includes('--test')) return { framework: 'node:test', reason: 'the test script runs it' };
    }
  }
  const test = paths.find((path) => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path));
  const text = test === undefined ? null : yield* desk.read(test);
  const imported = /from ['"](vitest|mocha|node:test|@jest\/globals)['"]/.exec(text?.text ?? '')?.[1];
  if (imported === undefined) return null;
  return {
    framework: imported === '@jest/globals' ? 'jest' : (imported as TestFramework),
    reason: 'the tests here import it',
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Beside the file where the workspace does it so; else in its test folder, where there is one. */
function testPathOf(path: string, framework: TestFramework, paths: readonly string[]): string {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const file = path.slice(folder.length);
  const dot = file.lastIndexOf('.');
  const base = dot < 0 ? file : file.slice(0, dot);
  const extension = dot < 0 ? '' : file.slice(dot);
  if (framework === 'pytest') return `tests/test_${base}.py`;
  if (framework === 'go') return `${folder}${base}_test.go`;
  if (framework === 'rust') return path;
  if (framework === 'junit') return `${folder.replace('/main/', '/test/')}${base}Test.java`;
  if (framework === 'xunit') return `${folder}${base}Tests.cs`;
  const suffix =
    paths.some((other) => /\.spec\.[cm]?[jt]sx?$/.test(other)) &&
    !paths.some((other) => /\.test\.[cm]?[jt]sx?$/.test(other))
      ? 'spec'
      : 'test';
  const apart = paths.find((other) => /^(?:test|tests)\/.*\.(?:test|spec)\.[cm]?[jt]sx?$/.test(other));
  const isBeside = paths.some(
    (other) => !/^(?:test|tests)\//.test(other) && /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(other),
  );
  if (apart !== undefined && !isBeside) return `${apart.split('/')[0] ?? 'test'}/${base}.${suffix}${extension}`;
  return `${folder}${base}.${suffix}${extension}`;
}
