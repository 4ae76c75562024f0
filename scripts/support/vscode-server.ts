import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listDescendants } from './process-list.ts';
import { killTree, nodeBinary, spawnGroup } from './run-command.ts';

export interface VsCodeServerOptions {
  /** The server's code, from `ensureVsCodeServer`. */
  readonly serverFolder: string;
  /** Throw-away; the person's settings and all state go here. */
  readonly dataFolder: string;
  /** Extensions that are unpacked in here are loaded like a person's own. */
  readonly extensionsFolder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly logFile: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Honours `extensionDevelopmentPath` and `extensionTestsPath` in an address's payload. */
  readonly driver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

interface OpenOptions {
  readonly folder: string;
  /** Opened in an editor at once. */
  readonly file?: string;
  readonly payload?: readonly (readonly [string, string])[];
}

export interface VsCodeServer {
  /** An address that opens a window on a folder. */
  address(options: OpenOptions): string;
  /** The processes that run extensions, one for each connected window. */
  extensionHostPids(): Promise<number[]>;
  /** Resolves when the server ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const readyTimeoutMs = 60_000;
const stopTimeoutMs = 3_000;

/** Switches off what would reach for the network or stand in the way of the first look. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
};

const inheritedFromAnEditor = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/;

/** This process's environment without what an editor's terminal puts there, which would confuse another editor. */
export function cleanEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !inheritedFromAnEditor.test(entry[0]),
  );
  return Object.fromEntries(entries);
}

/** A path as the workbench writes it behind its server's name. */
function toRemotePath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}

/** A path on the server's machine as a URI that a payload understands. */
export function toRemoteUri(path: string): string {
  return `vscode-remote://remote${toRemotePath(path)}`;
}

/** The server itself goes on without a word when its port is taken. */
async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : error.message));
    });
    probe.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** The port, as soon as the server listens on it. */
function untilListening(child: ReturnType<typeof spawnGroup>): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string): void => {
      const lastLines = output.trimEnd().split('\n').slice(-8).join('\n  ');
      reject(new Error(`VS Code's server ${what}. Its last words:\n  ${lastLines}`));
    };
    const timer = setTimeout(() => fail(`was not ready after ${readyTimeoutMs / 1000} s`), readyTimeoutMs);
    const read = (text: string): void => {
      output += text;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      child.stdout?.off('data', read);
      child.stderr?.off('data', read);
      resolve(Number(port));
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${String(code)} before it was ready`);
    });
  });
}

/**
 * Writes the person's settings. A window on a remote machine, as every served one is, takes settings of scope `machine`
 * from that machine's own file, so both hold the same.
 */
export async function writeSettings(dataFolder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  for (const name of ['User', 'Machine']) {
    const folder = join(dataFolder, 'data', name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
  }
}

/** Starts VS Code's server on loopback, behind a random token. */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  if (options.port) await checkPort(options.port);
  await writeSettings(options.dataFolder, options.settings);
  await mkdir(options.extensionsFolder, { recursive: true });
  await mkdir(dirname(options.logFile), { recursive: true });
  const token = randomBytes(24).toString('hex');
  const tokenFile = join(options.dataFolder, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const args = [
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--connection-token-file', tokenFile],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', options.dataFolder, '--extensions-dir', options.extensionsFolder],
    ...(options.driver ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawnGroup(nodeBinary, [join(options.serverFolder, 'out', 'server-main.js'), ...args], {
    cwd: options.dataFolder,
    env: { ...cleanEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { pid } = child;
  const killNow = (): void => {
    if (pid !== undefined) killTree(pid);
  };
  process.once('exit', killNow);
  const port = await untilListening(child).catch((error: unknown) => {
    killNow();
    throw error;
  });
  return {
    address: ({ folder, file, payload = [] }) => {
      const query = new URLSearchParams({ tkn: token, folder: toRemotePath(folder) });
      const opened = file === undefined ? [] : [['openFile', `vscode-remote://127.0.0.1:${port}${toRemotePath(file)}`]];
      if (opened.length + payload.length > 0) query.set('payload', JSON.stringify([...opened, ...payload]));
      return `http://127.0.0.1:${port}/?${query.toString()}`;
    },
    extensionHostPids: async () => {
      const below = pid === undefined ? [] : await listDescendants(pid);
      return below.filter((entry) => entry.command.includes('--type=extensionHost')).map((entry) => entry.pid);
    },
    ended,
    stop: async () => {
      if (pid !== undefined && child.exitCode === null) {
        killTree(pid, 'SIGTERM');
        const timer = setTimeout(killNow, stopTimeoutMs);
        await ended;
        clearTimeout(timer);
      }
      // The group may outlive its leader.
      killNow();
      process.removeListener('exit', killNow);
      log.end();
    },
  };
}
