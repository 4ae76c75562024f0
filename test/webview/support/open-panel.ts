import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Frame, type Page } from 'playwright-core';
import type {} from '../fake/fake-editor.ts';
import type { ThemeName } from '../themes.ts';
import { buildPanel } from './build-panel.ts';
import { servePanel, type PanelServer } from './serve-panel.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const pictureFolder = join(import.meta.dirname, '../../out/webview');

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Further classes of the body, as VS Code sets them. */
  readonly bodyClass?: string;
  /** Runs in the fake editor's page before the panel is there. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A panel in its frame; the fake editor is `window.fake` of the page around it. */
export interface Panel {
  readonly page: Page;
  /** The panel's own document; another one after a reload. */
  frame(): Frame;
  /** Takes the panel's document away and makes it anew, as VS Code does. */
  reload(): Promise<void>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser, a built panel and a server for it, shared by the tests of a file. */
export class Workshop {
  readonly #context: BrowserContext;
  readonly #server: PanelServer;
  readonly #folders: readonly string[];
  /** What went wrong in any page: uncaught errors, refused resources, complaints of React. */
  readonly troubles: string[] = [];

  constructor(context: BrowserContext, server: PanelServer, folders: readonly string[]) {
    this.#context = context;
    this.#server = server;
    this.#folders = folders;
  }

  static async open(): Promise<Workshop> {
    const folder = await buildPanel();
    const server = await servePanel(folder);
    const profile = await mkdtemp(join(tmpdir(), 'conductor-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: flags,
      reducedMotion: 'reduce',
    });
    await mkdir(pictureFolder, { recursive: true });
    return new Workshop(context, server, [folder, profile]);
  }

  async panel(options: PanelOptions = {}): Promise<Panel> {
    const { theme = 'dark', width = 420, height = 800, bodyClass = '', prepare } = options;
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(message.text());
    });
    // Less than a test may take, so that a failure tells what was waited for.
    page.setDefaultTimeout(10_000);
    await page.setViewportSize({ width, height });
    await page.goto(this.#server.url);
    await page.waitForFunction(() => 'fake' in window);
    await prepare?.(page);
    const url = `/panel?theme=${theme}&class=${encodeURIComponent(bodyClass)}`;
    const show = async (): Promise<void> => {
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        frame.name = 'panel';
        document.body.replaceChildren(frame);
      }, url);
      await page.frameLocator('iframe').locator('textarea').waitFor();
    };
    await show();
    return {
      page,
      frame() {
        const frame = page.frame({ name: 'panel' });
        if (frame === null) throw new Error('The panel has no frame.');
        return frame;
      },
      reload: show,
      async picture(name) {
        await page.screenshot({ path: join(pictureFolder, `${name}.png`) });
      },
      close: () => page.close(),
    };
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.#server.close();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }
}
