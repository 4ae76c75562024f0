import type { Frame, Locator } from 'playwright-core';
import type { EditorWindow } from './editor-window.ts';
import { until } from '../../../scripts/support/until.ts';

type Place = 'sidebar' | 'tab';

export type AnswerState = 'queued' | 'thinking' | 'streaming' | 'complete' | 'stopped' | 'failed' | 'interrupted';

/** Conductor's chat in one place of a window, as a person sees it. Finds its frame anew at each step. */
export interface ChatView {
  frame(): Promise<Frame>;
  /** Waits until the chat can be written to. */
  untilReady(): Promise<void>;
  /** Writes into the composer and sends with Enter. */
  ask(words: string): Promise<void>;
  /** Waits until the last answer is in one of these states. */
  untilAnswer(...states: AnswerState[]): Promise<void>;
  /** Waits until the last answer holds at least so many characters while it is being written. */
  untilWriting(atLeast?: number): Promise<void>;
  /** The words of the last answer, as they are drawn. */
  lastAnswer(): Promise<string>;
  /** The words of every message that is drawn, oldest first. */
  messages(): Promise<string[]>;
  /** The text that waits in the composer. */
  draft(): Promise<string>;
  press(button: string | RegExp): Promise<void>;
  /** Presses a code block's button in the last answer. */
  pressCode(button: string | RegExp): Promise<void>;
  /** The titles in the list of conversations, which it opens first where it is not beside the chat. */
  titles(): Promise<string[]>;
  /** Shows the conversation with this title. */
  open(title: string): Promise<void>;
  newChat(): Promise<void>;
}

const answerTimeoutMs = 60_000;
const composerLabel = 'Message';

/** The place of a webview is seen in its position: the workbench lays all of them over itself. */
async function isIn(window: EditorWindow, frame: Frame, place: Place): Promise<boolean> {
  const outer = frame.parentFrame() ?? frame;
  const box = await (await outer.frameElement()).boundingBox();
  const sideBar = await window.page.locator('.part.sidebar').boundingBox();
  if (box === null || box.width === 0) return false;
  const middle = box.x + box.width / 2;
  const isInSideBar = sideBar !== null && middle > sideBar.x && middle < sideBar.x + sideBar.width;
  return isInSideBar === (place === 'sidebar');
}

/** The chat in a window's side bar or in its editor area. */
export function chatIn(window: EditorWindow, place: Place = 'sidebar'): ChatView {
  const frame = (): Promise<Frame> =>
    until(
      `the chat in the ${place}`,
      async () => {
        for (const candidate of await window.framesWith('#root > *')) {
          // A frame may go away while we look.
          if (await isIn(window, candidate, place).catch(() => false)) return candidate;
        }
        return undefined;
      },
      answerTimeoutMs,
    );
  const composer = async (): Promise<Locator> => (await frame()).getByLabel(composerLabel, { exact: true });
  const lastAnswer = async (): Promise<Locator> => (await frame()).locator('.message-answer').last();
  const answerWords = async (): Promise<string> => {
    const answer = await lastAnswer();
    const words = answer.locator('.answer-text');
    if ((await words.count()) === 0) return '';
    // Until the code that draws Markdown is there, its source is shown.
    await answer.locator('.answer-plain').waitFor({ state: 'detached' });
    return words.first().evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      // The head of a code block shows more or less, by its width.
      for (const head of copy.querySelectorAll('.c-code-head')) head.remove();
      return copy.textContent.trim();
    });
  };
  const showList = async (): Promise<void> => {
    const inner = await frame();
    if ((await inner.locator('.history').count()) > 0) return;
    await inner.getByRole('button', { name: 'Conversations' }).click();
    await inner.locator('.history').waitFor();
  };

  return {
    frame,
    untilReady: async () => {
      await (await composer()).waitFor();
    },
    ask: async (words) => {
      const area = await composer();
      await area.click();
      await area.fill(words);
      await area.press('Enter');
    },
    untilAnswer: async (...states) => {
      const selector = states.map((state) => `.answer-${state}`).join(', ');
      await until(
        `an answer that is ${states.join(' or ')}`,
        async () => (await (await lastAnswer()).locator(selector).count()) > 0,
        answerTimeoutMs,
      );
    },
    untilWriting: async (atLeast = 1) => {
      await until(`${atLeast} characters of an answer`, async () => (await answerWords()).length >= atLeast);
    },
    lastAnswer: answerWords,
    messages: async () => (await frame()).locator('.bubble-words, .answer-text').allInnerTexts(),
    draft: async () => (await composer()).inputValue(),
    press: async (button) => {
      await (await frame()).getByRole('button', { name: button }).first().click();
    },
    pressCode: async (button) => {
      const answer = await lastAnswer();
      await answer.locator('.c-code').first().hover();
      await answer.getByRole('button', { name: button }).first().click();
    },
    titles: async () => {
      await showList();
      return (await frame()).locator('.history-title').allInnerTexts();
    },
    open: async (title) => {
      await showList();
      await (await frame()).locator('.history-open').filter({ hasText: title }).first().click();
    },
    newChat: async () => {
      await (await frame()).getByRole('button', { name: 'New chat' }).first().click();
    },
  };
}
