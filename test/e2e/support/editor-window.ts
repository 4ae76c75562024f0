import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { until } from '../../../scripts/support/until.ts';

const workbenchTimeoutMs = 60_000;
const stepTimeoutMs = 20_000;

/** One window of the workbench, driven the way a person does: clicks, keys and the command palette. */
export interface EditorWindow {
  readonly page: Page;
  load(): Promise<void>;
  /** Reloads the window by its command, which saves what is open first. */
  reload(): Promise<void>;
  /** Runs a command from the palette by its title. */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the workspace by its path. */
  openFile(path: string): Promise<void>;
  /** Selects whole lines of the editor that has the focus; 1-based, both included. */
  selectLines(first: number, last: number): Promise<void>;
  /** What the focused editor group shows, line ends as `\n`. */
  editorText(): Promise<string>;
  /** The label of the active tab. */
  activeTab(): Promise<string>;
  /** Types into the input box with this title and accepts it. */
  answerInput(title: string, text: string): Promise<void>;
  /** Picks the row of the open quick pick that holds `text`. */
  pick(text: string): Promise<void>;
  /** Shows the side bar's view behind the activity bar's icon with this title. */
  openView(title: string): Promise<void>;
  /** Drags the side bar to this width. */
  setSideBarWidth(widthPx: number): Promise<void>;
  /** The frame inside a webview that holds `selector`; waits for it. */
  frameWith(selector: string, timeoutMs?: number): Promise<Frame>;
  /** Every frame that holds `selector` now. */
  framesWith(selector: string): Promise<Frame[]>;
  /** The words of the notifications that are shown. */
  notifications(): Promise<string[]>;
  pressButton(name: string | RegExp): Promise<void>;
  /** Writes a picture into `test/out/e2e`. */
  takePicture(name: string): Promise<void>;
}

interface WindowOptions {
  readonly address: string;
  readonly picturesFolder: string;
}

/** Wraps a page of the browser; `load` opens the workbench in it. */
export function createEditorWindow(page: Page, options: WindowOptions): EditorWindow {
  page.setDefaultTimeout(stepTimeoutMs);
  const control = process.platform === 'darwin' ? 'Meta' : 'Control';
  const input = page.locator('.quick-input-widget:visible input.input');

  async function framesWith(selector: string): Promise<Frame[]> {
    const found = await Promise.all(
      page.frames().map(async (frame) => {
        // A frame may go away while we look.
        const count = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        return count > 0 ? [frame] : [];
      }),
    );
    return found.flat();
  }

  const rowWith = (text: string) =>
    page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const focusedRowWith = (text: string) =>
    page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: text }).first();
  const isThere = (locator: Locator): Promise<boolean> =>
    locator.waitFor({ timeout: 1_500 }).then(
      () => true,
      () => false,
    );

  /**
   * The palette lists what is registered when it opens, and closes when something else takes the focus, so it is opened
   * again until the row is there.
   */
  async function pickIn(keys: string, typed: string, row: string): Promise<void> {
    await until(`"${row}" in the quick input`, async () => {
      await page.keyboard.press(keys);
      if (!(await isThere(input))) return false;
      await input.fill(typed);
      const picked = await rowWith(row)
        .click({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (!picked) await page.keyboard.press('Escape');
      return picked;
    });
  }

  const runCommand = (title: string): Promise<void> => pickIn('F1', `>${title}`, title);

  async function untilDrawn(): Promise<void> {
    await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: workbenchTimeoutMs });
    await page.locator('.monaco-workbench .statusbar').waitFor();
  }

  return {
    page,
    framesWith,
    load: async () => {
      await page.goto(options.address);
      await untilDrawn();
    },
    reload: async () => {
      const left = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
      await runCommand('Developer: Reload Window');
      await left;
      await untilDrawn();
    },
    runCommand,
    openFile: async (path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      await pickIn(`${control}+KeyP`, path, name);
      await page.locator('.tab.active').filter({ hasText: name }).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    selectLines: async (first, last) => {
      await until('the box for a line', async () => {
        await page.keyboard.press(`${control}+KeyG`);
        return isThere(input);
      });
      await input.fill(`:${first}`);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
      await page.keyboard.press('Home');
      await page.keyboard.press('Home');
      for (let line = first; line <= last; line += 1) await page.keyboard.press('Shift+ArrowDown');
    },
    editorText: async () => {
      const lines = await page
        .locator('.editor-group-container.active .editor-instance .view-line')
        .evaluateAll((elements) =>
          elements
            .map((element) => ({
              top: Number.parseFloat((element as HTMLElement).style.top),
              text: element.textContent,
            }))
            .sort((a, b) => a.top - b.top)
            .map(({ text }) => text),
        );
      // The editor draws spaces as no-break spaces.
      return lines.join('\n').replaceAll('\u00a0', ' ');
    },
    activeTab: async () => (await page.locator('.editor-group-container.active .tab.active').innerText()).trim(),
    pick: async (text) => {
      // By keys: a list that has just opened still moves under the mouse.
      await rowWith(text).waitFor();
      await input.fill(text);
      await focusedRowWith(text).waitFor();
      await page.keyboard.press('Enter');
    },
    answerInput: async (title, text) => {
      await page.locator('.quick-input-title').filter({ hasText: title }).waitFor();
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    openView: async (title) => {
      const icon = page.locator(`.activitybar .action-item:has(a[aria-label*="${title}"])`).first();
      const heading = page.locator('.part.sidebar .composite.title').filter({ hasText: title });
      await icon.waitFor();
      // A click on the icon of a view that is just being restored hides it again.
      await until(`the view ${title}`, async () => {
        if (await isThere(heading)) return true;
        await icon.click();
        return isThere(heading);
      });
    },
    setSideBarWidth: async (widthPx) => {
      const box = await page.locator('.part.sidebar').boundingBox();
      if (box === null) throw new Error('The side bar is not shown.');
      const middle = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width, middle);
      await page.mouse.down();
      await page.mouse.move(box.x + widthPx, middle, { steps: 8 });
      await page.mouse.up();
    },
    frameWith: (selector, timeoutMs = workbenchTimeoutMs) =>
      until(`a frame with ${selector}`, async () => (await framesWith(selector))[0], timeoutMs),
    notifications: () => page.locator('.notification-list-item-message').allInnerTexts(),
    pressButton: async (name) => {
      await page.getByRole('button', { name }).first().click();
    },
    takePicture: async (name) => {
      await page.screenshot({ path: join(options.picturesFolder, `${name}.png`) });
    },
  };
}
