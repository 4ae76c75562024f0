import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createSource } from '../source/source.ts';
import { applyEdits } from './finding.ts';
import { constantLets, indexLoops, longBooleans, returnedConditions } from './rewrite-checks.ts';
import { runChecks, runEach, toChecked } from './run-checks.ts';

const noPause = (): Promise<void> => Promise.resolve();

interface Case {
  readonly title: string;
  readonly path?: string;
  readonly code: string;
  /** The code after the edits; the same text where there is none to make. */
  readonly fixed: string;
}

const cases: readonly Case[] = [
  {
    title: 'promise not awaited',
    code: 'async function save() {}\nexport async function f() {\n  save();\n}',
    fixed: 'async function save() {}\nexport async function f() {\n  await save();\n}',
  },
  {
    title: 'promise not awaited',
    code: 'async function save() {}\nexport function f() {\n  save();\n}',
    fixed: 'async function save() {}\nexport function f() {\n  save();\n}',
  },
  {
    title: 'stop signal not passed on',
    code: 'export async function f(signal: AbortSignal) {\n  return await fetch(url);\n}',
    fixed: 'export async function f(signal: AbortSignal) {\n  return await fetch(url, { signal });\n}',
  },
  {
    title: 'stop signal not passed on',
    code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function f(ms: number, o: { signal: AbortSignal }) {\n  await sleep(ms);\n}",
    fixed:
      "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function f(ms: number, o: { signal: AbortSignal }) {\n  await sleep(ms, undefined, { signal: o.signal });\n}",
  },
  {
    title: 'request without a time limit',
    code: "export async function f() {\n  return await fetch(url, { method: 'HEAD' });\n}",
    fixed:
      "export async function f() {\n  return await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });\n}",
  },
  {
    title: 'forEach with an async function',
    code: 'export async function f(xs: X[]) {\n  xs.forEach(async (x) => {\n    await x.go();\n  });\n}',
    fixed: 'export async function f(xs: X[]) {\n  for (const x of xs) {\n    await x.go();\n  }\n}',
  },
  { title: 'loose comparison', code: 'const a = b == 1;', fixed: 'const a = b === 1;' },
  {
    title: 'one step past the end',
    code: 'for (let i = 0; i <= xs.length; i++) go(xs[i]);',
    fixed: 'for (let i = 0; i < xs.length; i++) go(xs[i]);',
  },
  {
    title: 'element behind the last one',
    code: 'const last = xs[xs.length];',
    fixed: 'const last = xs[xs.length - 1];',
  },
  { title: 'comparison with NaN', code: 'if (x !== NaN) go();', fixed: 'if (!Number.isNaN(x)) go();' },
  { title: 'assignment in a condition', code: 'if (a = b) go();', fixed: 'if (a === b) go();' },
  {
    title: 'text thrown instead of an error',
    code: "function f() {\n  throw 'no';\n}\nf();",
    fixed: "function f() {\n  throw new Error('no');\n}\nf();",
  },
  {
    title: 'cause lost',
    code: "function f() {\n  try {\n    go();\n  } catch {\n    throw new Error('no');\n  }\n}\nf();",
    fixed:
      "function f() {\n  try {\n    go();\n  } catch (cause) {\n    throw new Error('no', { cause });\n  }\n}\nf();",
  },
  {
    title: 'swallowed error',
    code: 'function f() {\n  try {\n    go();\n  } catch {}\n}\nf();',
    fixed: 'function f() {\n  try {\n    go();\n  } catch {}\n}\nf();',
  },
  {
    title: 'unused import',
    code: "import { a } from 'a';\nimport { b } from 'b';\nb();\n",
    fixed: "import { b } from 'b';\nb();\n",
  },
  {
    title: 'unused variable',
    code: 'function f() {\n  const a = go();\n}\nf();',
    fixed: 'function f() {\n  const a = go();\n}\nf();',
  },
  { title: 'left to do', code: '// TODO: more\ngo();', fixed: '// TODO: more\ngo();' },
  {
    title: 'opened and not closed',
    code: 'function f() {\n  timer = setInterval(go, 1);\n}\nf();',
    fixed: 'function f() {\n  timer = setInterval(go, 1);\n}\nf();',
  },
  {
    title: 'shared default value',
    path: 'a.py',
    code: 'def f(a, seen=[]):\n    seen.append(a)\n    return seen\n',
    fixed: 'def f(a, seen=None):\n    if seen is None:\n        seen = []\n    seen.append(a)\n    return seen\n',
  },
  {
    title: 'catches everything',
    path: 'a.py',
    code: 'try:\n    go()\nexcept:\n    raise\n',
    fixed: 'try:\n    go()\nexcept Exception:\n    raise\n',
  },
  {
    title: 'comparison with None',
    path: 'a.py',
    code: 'if a == None:\n    go()\n',
    fixed: 'if a is None:\n    go()\n',
  },
  {
    title: 'request without a time limit',
    path: 'a.py',
    code: 'import requests\ndef f(url):\n    return requests.get(url)\n',
    fixed: 'import requests\ndef f(url):\n    return requests.get(url, timeout=10)\n',
  },
  {
    title: 'file not closed',
    path: 'a.py',
    code: 'def f(p):\n    file = open(p)\n    return file.read()\n',
    fixed: 'def f(p):\n    file = open(p)\n    return file.read()\n',
  },
  {
    title: 'strings compared by identity',
    path: 'A.java',
    code: 'class A {\n  boolean f(String a) {\n    return a == "x";\n  }\n}',
    fixed: 'class A {\n  boolean f(String a) {\n    return "x".equals(a);\n  }\n}',
  },
  {
    title: 'panics on failure',
    path: 'a.rs',
    code: 'fn f() {\n    go().unwrap();\n}\n',
    fixed: 'fn f() {\n    go().unwrap();\n}\n',
  },
  {
    title: 'copy without a limit',
    path: 'a.c',
    code: 'void f(char *a) {\n  strcpy(a, b);\n}\n',
    fixed: 'void f(char *a) {\n  strcpy(a, b);\n}\n',
  },
  { title: 'dropped error', path: 'a.go', code: 'func f() {\n\t_ = go()\n}\n', fixed: 'func f() {\n\t_ = go()\n}\n' },
];

/** Code that looks like a fault and is none. */
const sound: readonly string[] = [
  "const a = 'x == y'; // a == b\nuse(a);",
  'if (a != null) go();',
  'async function save() {}\nexport async function f() {\n  void save();\n  await save();\n  return save();\n}',
  'async function save() {}\nexport const f = () => save().catch(report);',
  'export async function f(signal: AbortSignal) {\n  return await fetch(url, { signal });\n}',
  'export async function f(signal: AbortSignal, init: RequestInit) {\n  return await fetch(url, { ...init, signal });\n}',
  'for (let i = 0; i < xs.length; i++) go(xs[i]);',
  'xs[xs.length] = 1;',
  'while ((match = form.exec(text)) !== null) go(match);',
  "function f() {\n  try {\n    go();\n  } catch (error) {\n    throw new Error('no', { cause: error });\n  }\n}\nf();",
  "import type { A } from 'a';\nexport const a: A = `${go()}`;",
];

describe('runChecks', () => {
  for (const { title, path = 'a.ts', code, fixed } of cases) {
    it(`${path}: ${title}${code === fixed ? ', told' : ', mended'}`, async () => {
      const source = createSource({ path, text: code });
      const findings = await runChecks(await toChecked(source, noPause), noPause);
      const found = findings.filter((finding) => finding.title === title);
      assert.ok(found.length > 0, `found ${findings.map((finding) => finding.title).join(', ') || 'nothing'}`);
      assert.equal(
        applyEdits(
          code,
          found.flatMap(({ edits }) => edits),
        ),
        fixed,
      );
    });
  }

  for (const code of sound) {
    it(`finds no fault in: ${code.split('\n')[0] ?? ''}`, async () => {
      const findings = await runChecks(await toChecked(createSource({ path: 'a.ts', text: code }), noPause), noPause);
      assert.deepEqual(
        findings.filter(({ weight }) => weight !== 'note').map(({ title }) => title),
        [],
      );
    });
  }
});

describe('rewrites', () => {
  const rewrites: readonly (readonly [string, string])[] = [
    [
      'function f(a) {\n  if (a > 1) {\n    return true;\n  }\n  return false;\n}',
      'function f(a) {\n  return a > 1;\n}',
    ],
    ['function f(a) {\n  if (a) return false;\n  else return true;\n}', 'function f(a) {\n  return !(a);\n}'],
    ['function f() {\n  let a = 1;\n  return a;\n}', 'function f() {\n  const a = 1;\n  return a;\n}'],
    [
      'function f() {\n  let a = 1;\n  a += 1;\n  return a;\n}',
      'function f() {\n  let a = 1;\n  a += 1;\n  return a;\n}',
    ],
    [
      'function f() {\n  let a = 1;\n  [a] = go();\n  return a;\n}',
      'function f() {\n  let a = 1;\n  [a] = go();\n  return a;\n}',
    ],
    [
      'function f(users) {\n  for (let i = 0; i < users.length; i++) {\n    go(users[i]);\n  }\n}',
      'function f(users) {\n  for (const user of users) {\n    go(user);\n  }\n}',
    ],
    [
      'function f(users) {\n  for (let i = 0; i < users.length; i++) {\n    users[i] = i;\n  }\n}',
      'function f(users) {\n  for (let i = 0; i < users.length; i++) {\n    users[i] = i;\n  }\n}',
    ],
    ['function f(a) {\n  if (!!a) go();\n}', 'function f(a) {\n  if (a) go();\n}'],
  ];
  for (const [code, expected] of rewrites) {
    it(code.replace(/\s+/g, ' '), async () => {
      const checked = await toChecked(createSource({ path: 'a.ts', text: code }), noPause);
      const findings = await runEach([returnedConditions, constantLets, indexLoops, longBooleans], checked, noPause);
      assert.equal(
        applyEdits(
          code,
          findings.flatMap(({ edits }) => edits),
        ),
        expected,
      );
    });
  }
});
