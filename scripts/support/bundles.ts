import { dirname, join, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { rootFolder } from './paths.ts';

export interface BundleMode {
  /** Minified and without source maps: what is shipped. */
  readonly production: boolean;
}

const source = (...parts: string[]): string => join(rootFolder, 'src', ...parts);
const hostEntry = source('agents', 'host', 'create-host.ts');

/**
 * Keeps the host a bundle of its own: whoever asks for `create-host.ts` from outside requires `host.cjs` beside it, so
 * that activation reads a small file and the host's code is there once.
 */
const separateHost = (bundle: string): Plugin => ({
  name: 'separate-host',
  setup(build) {
    build.onResolve({ filter: /create-host\.ts$/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point' || resolve(dirname(importer), path) !== hostEntry) return undefined;
      return { path: bundle, external: true };
    });
  },
});

/** zod brings its own messages in fifty languages, which nobody asks for: a quarter of a megabyte in each bundle. */
const withoutZodLocales: Plugin = {
  name: 'without-zod-locales',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      contents: '',
      loader: 'js',
    }));
  },
};

/** What `import.meta` means in a CommonJS bundle. */
const importMeta = {
  banner: 'const __bundleUrl=require("node:url").pathToFileURL(__filename).href;',
  define: {
    'import.meta.url': '__bundleUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
};

function common({ production }: BundleMode): BuildOptions {
  return {
    absWorkingDir: rootFolder,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  };
}

function nodeBundle(mode: BundleMode, entry: string, outfile: string): BuildOptions {
  const shared = common(mode);
  return {
    ...shared,
    entryPoints: [entry],
    outfile: join('dist', outfile),
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    // A dynamic import becomes a `require` at the moment it is reached: lazy all the same.
    supported: { 'dynamic-import': false },
    banner: { js: importMeta.banner },
    define: { ...shared.define, ...importMeta.define },
    plugins: [separateHost('./host.cjs'), withoutZodLocales],
  };
}

function webviewBundle(mode: BundleMode): BuildOptions {
  return {
    ...common(mode),
    entryPoints: { chat: source('webview', 'panels', 'chat', 'chat-panel.tsx') },
    outdir: join('dist', 'webview'),
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    loader: { '.woff2': 'file' },
    platform: 'browser',
    format: 'esm',
    splitting: true,
    target: 'es2022',
    jsx: 'automatic',
  };
}

/** Everything that `npm run build` writes into `dist`, by name. */
export function listBundles(mode: BundleMode): ReadonlyMap<string, BuildOptions> {
  return new Map([
    ['extension', nodeBundle(mode, source('extension', 'main.ts'), 'extension.cjs')],
    ['host', nodeBundle(mode, hostEntry, 'host.cjs')],
    ['worker', nodeBundle(mode, source('agents', 'store', 'snapshot', 'snapshot-worker.ts'), 'snapshot-worker.cjs')],
    ['command line', { ...nodeBundle(mode, source('agents', 'host', 'main.ts'), 'conductor.cjs'), banner: shebang() }],
    ['webview', webviewBundle(mode)],
    ['tests', testBundle(mode)],
  ]);
}

function shebang(): { js: string } {
  return { js: `#!/usr/bin/env node\n${importMeta.banner}` };
}

/** The suite for the extension host; packages are taken from the clone, where it always runs. */
function testBundle(mode: BundleMode): BuildOptions {
  const entry = join(rootFolder, 'test', 'vscode', 'index.ts');
  return {
    ...nodeBundle({ ...mode, production: false }, entry, join('test', 'index.cjs')),
    packages: 'external',
    plugins: [separateHost('../host.cjs')],
  };
}
