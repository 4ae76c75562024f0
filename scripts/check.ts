/** Checks types, style and structure, all at once, and says at the end what failed. */
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from './support/paths.ts';
import { nodeBinary, runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';

interface Check {
  readonly name: string;
  /** A program of a package in `node_modules`, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
}

const timeoutMs = 10 * 60_000;

function existing(...folders: string[]): string[] {
  return folders.filter((folder) => existsSync(join(rootFolder, folder)));
}

function listChecks(): Check[] {
  const zones = globSync('tsconfig.*.json', { cwd: rootFolder }).filter((file) => file !== 'tsconfig.base.json');
  const types = zones.sort().map((file) => ({
    name: `types: ${file.slice('tsconfig.'.length, -'.json'.length)}`,
    script: 'typescript/bin/tsc',
    args: ['-p', file],
  }));
  return [
    {
      name: 'eslint',
      script: 'eslint/bin/eslint.js',
      args: ['--max-warnings', '0', ...existing('src', 'test', 'scripts', 'mcp-servers')],
    },
    ...types,
    { name: 'prettier', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
    {
      name: 'import directions',
      script: 'dependency-cruiser/bin/dependency-cruiser.mjs',
      args: ['--config', '.dependency-cruiser.cjs', ...existing('src', 'mcp-servers')],
    },
    { name: 'unused code', script: 'knip/bin/knip.js', args: ['--no-progress'] },
  ];
}

async function runCheck({ name, script, args }: Check): Promise<boolean> {
  const startedAt = performance.now();
  const path = join(rootFolder, 'node_modules', ...script.split('/'));
  const result = await runCommand(nodeBinary, [path, ...args], { cwd: rootFolder, timeoutMs });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const ok = result.code === 0;
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (result.timedOut) console.log(`  not done after ${timeoutMs / 1000} s`);
  if (!ok) console.log(result.output.trimEnd().replaceAll(/^/gm, '  '));
  return ok;
}

async function main(): Promise<number> {
  const waiting = listChecks();
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await runCheck(check))) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  console.log(failed.length === 0 ? 'Every check passed.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

await runScript(main);
