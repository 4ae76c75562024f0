import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../../..');

/** Builds the panel as it ships, and the fake editor beside it, into a new folder; returns the folder. */
export async function buildPanel(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'conductor-webview-'));
  await build({
    entryPoints: {
      chat: join(root, 'src/webview/panels/chat/chat-panel.tsx'),
      fake: join(root, 'test/webview/fake/fake-editor.ts'),
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'chrome120',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return folder;
}
