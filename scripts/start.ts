/**
 * Builds Conductor and opens VS Code with it on a copy of the sample project: the desktop VS Code where there is one,
 * else a real VS Code served on this machine's loopback. Nothing of the person's own profile is read or written.
 */
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copySample } from './support/copy-sample.ts';
import { findDesktop, hasDisplay, openDesktop } from './support/desktop.ts';
import { rootFolder } from './support/paths.ts';
import { nodeBinary, runCommand, spawnGroup } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';
import { installBuiltExtension } from './support/shipped-files.ts';
import { untilToldToStop } from './support/until-told-to-stop.ts';
import { ensureVsCodeServer } from './support/vscode-cache.ts';
import { quietSettings, startVsCodeServer } from './support/vscode-server.ts';

const help = `npm start [-- options]
  --served      serve VS Code in the browser even where a desktop VS Code is installed
  --port <n>    the port to serve on (default: a free one)
  --no-open     print the address and open nothing
`;

const firstFile = join('src', 'http-client.ts');

interface Running {
  /** Resolves when the person closed it or it ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

async function build(): Promise<void> {
  const result = await runCommand(nodeBinary, [join(rootFolder, 'scripts', 'build.ts')], {
    cwd: rootFolder,
    echo: true,
  });
  if (result.code !== 0) throw new Error('The build failed; nothing was started.');
}

async function readEngine(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(rootFolder, 'package.json'), 'utf8')) as {
    engines?: { vscode?: string };
  };
  return manifest.engines?.vscode ?? '0.0.0';
}

function openInBrowser(address: string): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  };
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawnGroup(command, [...args, address], { stdio: 'ignore' });
  child.once('error', () => console.log('No browser could be opened; open the address above yourself.'));
  child.unref();
}

async function serve(folder: string, work: string, flags: Flags): Promise<Running> {
  const serverFolder = await ensureVsCodeServer();
  const extensionsFolder = join(work, 'extensions');
  await installBuiltExtension(extensionsFolder);
  const server = await startVsCodeServer({
    serverFolder,
    dataFolder: join(work, 'data'),
    extensionsFolder,
    settings: quietSettings,
    logFile: join(work, 'server.log'),
    port: flags.port,
  });
  const address = server.address({ folder, file: join(folder, firstFile) });
  console.log(`\nVS Code with Conductor:\n\n  ${address}\n`);
  console.log('Served like this, VS Code forgets the keys that you set when its page is reloaded.');
  if (flags.open && hasDisplay()) openInBrowser(address);
  return server;
}

function readFlags() {
  const { values: flags } = parseArgs({
    options: {
      served: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  if (flags.help) return { ...flags, port: 0 };
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${flags.port} is not a port.`);
  return { ...flags, port };
}

async function main(): Promise<number> {
  const flags = readFlags();
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const cleanups: Cleanup[] = [];
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => (ending ??= cleanUpAndExit(cleanups));
  void untilToldToStop().then(end);
  try {
    await run(flags, cleanups);
  } catch (error) {
    // What fails because it is being ended is no news.
    if (ending === undefined) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  }
  await end();
  return 0;
}

type Cleanup = () => Promise<void>;

async function cleanUpAndExit(cleanups: readonly Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.toReversed()) await cleanup();
  process.exit();
}

interface Flags {
  readonly served: boolean;
  readonly open: boolean;
  readonly port: number;
}

async function run(flags: Flags, cleanups: Cleanup[]): Promise<void> {
  await build();
  // The real path: the editor compares it with what its watchers and searches report.
  const work = await realpath(await mkdtemp(join(tmpdir(), 'conductor-')));
  cleanups.push(() => rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  const folder = await copySample(work);
  const desktop = flags.served ? { reason: 'you asked for it' } : await findDesktop(await readEngine());
  const running =
    'code' in desktop
      ? await openDesktop({
          code: desktop.code,
          profileFolder: work,
          extensionFolder: rootFolder,
          folder,
          file: join(folder, firstFile),
          settings: quietSettings,
        })
      : await serve(folder, work, flags);
  cleanups.push(() => running.stop());
  const where = 'reason' in desktop ? `Served in the browser, because ${desktop.reason}.` : 'VS Code is opening.';
  console.log(`${where} Click Conductor's icon at the side. Ctrl-C ends everything.`);
  await running.ended;
}

await runScript(main, { handlesSignals: true });
