import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isShipped } from './shipped-files.ts';

describe('what ships', () => {
  const shipped = [
    'package.json',
    'package.nls.json',
    'package.nls.pt-br.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'dist/extension.cjs',
    'dist/sql-wasm.wasm',
    'dist/webview/chat.js',
    'dist/webview/chunks/markdown-A1B2.js',
    'media/icon.svg',
    'l10n/bundle.l10n.de.json',
  ];
  const kept = [
    'package-lock.json',
    'tsconfig.json',
    'dist/test/index.cjs',
    'dist/extension.cjs.map',
    'dist/webview/chat.js.map',
    'src/extension/main.ts',
    'node_modules/zod/index.js',
    'sample/package.json',
    'media/.env',
    'docs/README.md',
    '.env',
  ];
  for (const path of shipped) it(`takes ${path}`, () => assert.equal(isShipped(path), true));
  for (const path of kept) it(`leaves ${path}`, () => assert.equal(isShipped(path), false));
});
