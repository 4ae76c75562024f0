import { afterEach } from 'mocha';
import type { EditorWindow } from './editor-window.ts';

const openWindows = new Set<EditorWindow>();

/** Has a picture taken of this window when a test fails, until the returned function is called. */
export function watchForFailures(window: EditorWindow): () => void {
  openWindows.add(window);
  return () => openWindows.delete(window);
}

// Loaded outside of every `describe`, so it belongs to all of them.
afterEach('pictures of a failure', async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest
    .fullTitle()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  let count = 0;
  for (const window of openWindows) {
    count += 1;
    await window.takePicture(`failed-${name}-${count}`);
  }
});
