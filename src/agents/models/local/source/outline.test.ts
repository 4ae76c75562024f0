import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { outlineOf } from './outline.ts';
import { readParameters } from './parameters.ts';
import { createSource, lastLine } from './source.ts';

function outline(path: string, text: string): string[] {
  const source = createSource({ path, text });
  return outlineOf(source).symbols.map(({ kind, container, name, line, endLine, isExported, shape }) => {
    const parameters =
      shape === null
        ? ''
        : `(${readParameters(source, shape.parameters)
            .map((one) => one.name)
            .join(', ')})`;
    return `${isExported ? '+' : '-'}${kind} ${container === null ? '' : `${container}.`}${name}${parameters} ${line}-${endLine}`;
  });
}

const typescript = `import { a as b, type C } from './x.ts';
import d from 'd';

/** Doubles. */
export async function twice<T extends { x: 1 }>(value: T, { deep = true }: { deep?: boolean } = {}): Promise<{ a: T }> {
  function inner(): void {}
  return { a: value };
}

export const arrow = async (x: number, ...rest: string[]): Promise<void> => {
  await x;
};
const short = (x: number) => x * 2;
export default class Box<T> extends Base implements Lid {
  #secret = 1;
  static readonly kinds = ['a'];
  constructor(private readonly size: number) {
    super();
  }
  get open(): boolean {
    return true;
  }
  @memo()
  private async close(how: 'soft' | 'hard'): Promise<void> {}
  handler = (event: Event) => {
    this.open;
  };
}
interface Shape {
  area(): number;
}
export type Pair = [number, number];
export enum Colour { Red }
export function make() {
  return {
    async run(job) {
      await job();
    },
    size: 3,
  };
}
`;

describe('outlineOf', () => {
  it('reads TypeScript', () => {
    assert.deepEqual(outline('a.ts', typescript), [
      '+function twice(value, { deep = true }) 5-8',
      '-function twice.inner() 6-6',
      '+function arrow(x, rest) 10-12',
      '-function short(x) 13-13',
      '+class Box 14-28',
      '+method Box.constructor(size) 17-19',
      '+method Box.open() 20-22',
      '-method Box.close(how) 24-24',
      '+method Box.handler(event) 25-27',
      '-interface Shape 29-31',
      '+type Pair 32-32',
      '+enum Colour 33-33',
      '+function make() 34-41',
      '-method make.run(job) 36-38',
    ]);
    const { imports, symbols } = outlineOf(createSource({ path: 'a.ts', text: typescript }));
    assert.deepEqual(
      imports.map(({ from, names }) => [from, names]),
      [
        ['./x.ts', ['b', 'C']],
        ['d', ['d']],
      ],
    );
    assert.equal(symbols[0]?.doc, 'Doubles.');
  });

  it('reads Python', () => {
    const text = `import os
from typing import (List, Optional as Opt)

class Store(Base):
    """Keeps rows."""
    def __init__(self, path: str, *, size: int = 4) -> None:
        self.path = path

    @property
    async def rows(self) -> List[str]:
        return []

def main(argv=None):
    return 1
`;
    assert.deepEqual(outline('a.py', text), [
      '+class Store 4-11',
      '-method Store.__init__(path, size) 6-7',
      '+method Store.rows() 9-11',
      '+function main(argv) 13-14',
    ]);
    assert.equal(outlineOf(createSource({ path: 'a.py', text })).symbols[0]?.doc, 'Keeps rows.');
  });

  it('reads Go, Rust, Java, C# and C', () => {
    assert.deepEqual(
      outline(
        'a.go',
        'package a\n\ntype Box struct {\n\tsize int\n}\n\nfunc (b *Box) Open(how, why string) (int, error) {\n\treturn 0, nil\n}\n\nfunc main() {}\n',
      ),
      ['+class Box 3-5', '+method Box.Open(how, why) 7-9', '-function main() 11-11'],
    );
    assert.deepEqual(
      outline(
        'a.rs',
        "pub struct Box<'a> {\n    s: &'a str,\n}\n\nimpl<'a> Box<'a> {\n    pub fn new(s: &'a str) -> Self {\n        Box { s }\n    }\n}\n",
      ),
      ['+class Box 1-3', '-class Box 5-9', '+method Box.new(s) 6-8'],
    );
    assert.deepEqual(
      outline(
        'A.java',
        'public class A {\n  public static int count(String a, Map<String, Integer> b) throws IOException {\n    foo(a);\n    return 1;\n  }\n}\n',
      ),
      ['+class A 1-6', '+method A.count(a, b) 2-5'],
    );
    assert.deepEqual(
      outline(
        'a.cs',
        'public class A {\n  public async Task<int> GetAsync(string id) {\n    return 1;\n  }\n  public int Y() => 3;\n}\n',
      ),
      ['+class A 1-6', '+method A.GetAsync(id) 2-4', '+method A.Y() 5-5'],
    );
    assert.deepEqual(outline('a.c', 'static int add(int a, const char *b)\n{\n  return a;\n}\n'), [
      '-function add(a, b) 1-4',
    ]);
  });

  it('reads the structure of documents', () => {
    assert.deepEqual(outline('a.md', '# A\n\ntext\n\n```sh\n# no heading\n```\n\n## B ##\n'), [
      '-section A 1-8',
      '-section B 9-9',
    ]);
    assert.deepEqual(outline('a.json', '{\n  "a": { "x": 1 },\n  "b": [1, 2]\n}\n'), ['-key a 2-2', '-key b 3-3']);
    assert.deepEqual(outline('a.yaml', 'on:\n  push: {}\njobs:\n  a: 1\n'), ['-key on 1-2', '-key jobs 3-4']);
  });

  it('finds the tests of a test file', () => {
    assert.deepEqual(
      outline('a.test.ts', "describe('box', () => {\n  it('opens', async () => {\n    open();\n  });\n});\n"),
      ['-test box 1-5', '-test box.opens 2-4'],
    );
  });

  it('stands any beginning of a file', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: typescript.length }),
        fc.constantFrom('a.ts', 'a.py', 'a.go', 'a.java', 'a.rs', 'a.md', 'a.json'),
        (length, path) => {
          const source = createSource({ path, text: typescript.slice(0, length) });
          for (const { line, endLine, start, end } of outlineOf(source).symbols) {
            assert.ok(line >= 1 && line <= endLine && endLine <= lastLine(source) && start < end);
          }
        },
      ),
    );
  });

  it('counts lines from where a selection begins', () => {
    const source = createSource({ path: 'a.ts', text: 'function f() {\n}\n', firstLine: 40 });
    assert.deepEqual([outlineOf(source).symbols[0]?.line, outlineOf(source).symbols[0]?.endLine], [40, 41]);
  });
});
