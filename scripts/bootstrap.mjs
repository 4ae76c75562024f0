/**
 * Runs one of this project's scripts on the Node that the project brings along, after installing what is missing:
 *
 *     node scripts/bootstrap.mjs scripts/start.ts [arguments]
 *
 * It has no dependencies and runs on any Node from 20 on, so that it works in a fresh clone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';
const nodeBinary = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
const oldestNode = 20;

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Why the dependencies must be installed, or undefined when what the lock asks for is there. */
function whyInstall() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined) throw new Error('package-lock.json is missing or cannot be read.');
  // npm writes this file last, so an installation that was cut off has none.
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return 'nothing is installed yet';
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || entry.optional || entry.link) continue;
    if (installed[place]?.version !== entry.version) return `${place} should be ${entry.version}`;
  }
  return existsSync(nodeBinary) ? undefined : 'the Node that the scripts run on is missing';
}

function runNpm(args) {
  const npmScript = process.env.npm_execpath;
  const found = npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript);
  const [command, head] = found ? [process.execPath, [npmScript]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: !found && isWindows };
  return spawnSync(command, [...head, ...args], options).status ?? 1;
}

function install() {
  const reason = whyInstall();
  if (reason === undefined) return;
  console.log(`Installing the dependencies: ${reason}.`);
  const status = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) throw new Error(`"npm ci" ended with code ${status}; see its words above.`);
  const stillMissing = whyInstall();
  if (stillMissing !== undefined) throw new Error(`"npm ci" ended well, yet ${stillMissing}.`);
}

/** npm that is told to end leaves what it started behind. */
function whenParentIsGone(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 1_000);
  timer.unref();
}

function run(script, args) {
  const path = [dirname(nodeBinary), join(root, 'node_modules', '.bin'), process.env.PATH];
  const child = spawn(nodeBinary, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path.join(isWindows ? ';' : ':') },
  });
  // A terminal sends Ctrl-C to the child as well; this process only has to outlive it and pass its result on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) whenParentIsGone(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) throw new Error('Say which script to run: node scripts/bootstrap.mjs scripts/start.ts');
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.versions.node}.`);
  }
  install();
  run(script, args);
}

try {
  main();
} catch (error) {
  console.error(error.message);
  // The tests end with this line whatever happens to them.
  if (process.argv[2] === 'scripts/test.ts') console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
