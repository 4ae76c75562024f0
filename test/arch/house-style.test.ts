import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { version } from '../../src/agents/host/version.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

function filesOf(...patterns: string[]): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  });
  return output.split('\n').filter((file) => file !== '' && existsSync(path.join(root, file)));
}

const sources = filesOf('src/*.ts', 'src/*.tsx', 'scripts/*.ts', 'test/*.ts');

function report(found: readonly string[], what: string): void {
  assert.deepEqual(found, [], what);
}

describe('house style', () => {
  it('names files in kebab case', () => {
    report(
      sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(path.basename(file))),
      'rename these',
    );
  });

  it('promises nothing for later in the code', () => {
    const words = /(\/\/|\*)\s*(TODO|FIXME|HACK)\b/;
    // There such comments are what is looked for, in code that is only quoted.
    const own = sources.filter((file) => !file.startsWith('src/agents/models/local/checks/'));
    report(
      own.filter((file) => words.test(read(file))),
      'finish these',
    );
  });

  it('skips no test and runs all of them', () => {
    const tests = sources.filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/arch/'));
    report(
      tests.filter((file) => /\b(it|describe)\.(only|skip)\(|\bx(it|describe)\(/.test(read(file))),
      'run these',
    );
  });

  it('has no barrels: no file that only hands on what others export', () => {
    const handsOn = /^export (\*|\{[^}]*\}) from /m;
    report(
      sources.filter(
        (file) => handsOn.test(read(file)) && !/\b(function|class|const|interface|type) /.test(read(file)),
      ),
      'import from the source instead',
    );
  });

  it('throws no plain Error across a seam', () => {
    const product = sources.filter(
      (file) => file.startsWith('src/') && !file.endsWith('.test.ts') && !file.startsWith('src/webview/'),
    );
    report(
      product.filter((file) => /throw new Error\(/.test(read(file))),
      'throw a ConductorError',
    );
  });

  it('has a docstring on every function that the host’s parts offer each other', () => {
    const missing: string[] = [];
    for (const file of sources.filter(
      (name) =>
        name.startsWith('src/agents/') &&
        !name.endsWith('.test.ts') &&
        !/\/api\/bind-|\/(models|store)\/[^/]+\//.test(name),
    )) {
      const lines = read(file).split('\n');
      lines.forEach((line, index) => {
        const name = /^export (?:async )?function\*? ?\*?(\w+)/.exec(line)?.[1];
        if (name !== undefined && lines[index - 1]?.trim().endsWith('*/') !== true) missing.push(`${file}: ${name}`);
      });
    }
    report(missing, 'say what these do');
  });

  it('has one version', () => {
    const manifest = JSON.parse(read('package.json')) as { version: string };
    assert.equal(version, manifest.version);
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'));
  });

  it('links in documents lead somewhere', () => {
    const broken: string[] = [];
    for (const file of filesOf('*.md', 'docs/*.md')) {
      if (file.startsWith('sample/') || file.startsWith('test/')) continue;
      for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#|mailto:|command:)([^)#\s]+)/g)) {
        if (!existsSync(path.resolve(root, path.dirname(file), target))) broken.push(`${file}: ${target}`);
      }
    }
    report(broken, 'mend these links');
  });
});
