import type { EditorPort } from './editor-port.ts';

const everyMs = 4_000;

/** Tells the editor every few seconds, while the document is visible, that it lives. Returns the function that ends it. */
export function startHeartbeat(port: EditorPort): () => void {
  const beat = (): void => {
    if (document.visibilityState === 'visible') port.post({ kind: 'alive' });
  };
  beat();
  const timer = setInterval(beat, everyMs);
  document.addEventListener('visibilitychange', beat);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', beat);
  };
}
