import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { chromiumArguments, ensureChromium } from '../../../scripts/support/chromium.ts';
import { copySample } from '../../../scripts/support/copy-sample.ts';
import { outputFolder } from '../../../scripts/support/paths.ts';
import { installBuiltExtension } from '../../../scripts/support/shipped-files.ts';
import { ensureVsCodeServer } from '../../../scripts/support/vscode-cache.ts';
import { quietSettings, startVsCodeServer, writeSettings } from '../../../scripts/support/vscode-server.ts';
import { createEditorWindow, type EditorWindow } from './editor-window.ts';
import { watchForFailures } from './failure-pictures.ts';

export interface EditorOptions {
  /** Names its logs and pictures under `test/out/e2e`. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A real VS Code with the built extension, its own data and a copy of the sample project. */
export interface Editor {
  /** The workspace's folder on disk. */
  readonly folder: string;
  /** Another window on the same workspace and the same data, in its own extension host. */
  openWindow(): Promise<EditorWindow>;
  /** Writes the person's settings anew; the editor takes them up at once. */
  setSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends the extension hosts as a crash would. */
  killExtensionHosts(): Promise<number[]>;
  extensionHostPids(): Promise<number[]>;
  stop(): Promise<void>;
}

const picturesFolder = join(outputFolder, 'e2e');

/** Settings that keep pictures the same from run to run, and every choice visible. */
const testSettings = {
  ...quietSettings,
  'workbench.colorTheme': 'Dark Modern',
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'window.newWindowDimensions': 'default',
};

async function openBrowser(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  return { context, close: () => browser.close() };
}

/** Starts VS Code and a browser for it; stop it in an `after`. */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  const work = await realpath(await mkdtemp(join(tmpdir(), 'conductor-e2e-')));
  const folder = await copySample(work);
  const dataFolder = join(work, 'data');
  const extensionsFolder = join(work, 'extensions');
  const logs = join(picturesFolder, 'logs', options.name);
  await mkdir(logs, { recursive: true });
  await installBuiltExtension(extensionsFolder);
  const server = await startVsCodeServer({
    serverFolder: await ensureVsCodeServer(),
    dataFolder,
    extensionsFolder,
    settings: { ...testSettings, ...options.settings },
    logFile: join(logs, 'server.log'),
    driver: true,
  });
  const browser = await openBrowser();
  const cleanups: (() => void)[] = [];
  return {
    folder,
    openWindow: async () => {
      const page = await browser.context.newPage();
      const window = createEditorWindow(page, { address: server.address({ folder }), picturesFolder });
      cleanups.push(watchForFailures(window));
      await window.load();
      return window;
    },
    setSettings: (settings) => writeSettings(dataFolder, { ...testSettings, ...settings }),
    killExtensionHosts: async () => {
      const pids = await server.extensionHostPids();
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      return pids;
    },
    extensionHostPids: () => server.extensionHostPids(),
    stop: async () => {
      for (const cleanup of cleanups) cleanup();
      await browser.close();
      await server.stop();
      await cp(join(dataFolder, 'data', 'logs'), join(logs, 'editor'), { recursive: true, force: true });
      await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
