/** The table of folders of ARCHITECTURE.md: what each may import. A file outside every row is an error. */
const agents = 'src/agents';
const zones = {
  [`${agents}/protocol`]: [],
  [`${agents}/lib`]: [],
  [`${agents}/client`]: ['protocol', 'lib'],
  [`${agents}/core`]: ['protocol', 'lib'],
  [`${agents}/runtime`]: ['core', 'protocol', 'lib'],
  [`${agents}/services`]: ['core', 'runtime', 'protocol', 'lib'],
  [`${agents}/models`]: ['core', 'protocol', 'lib'],
  [`${agents}/store`]: ['core', 'protocol', 'lib'],
  [`${agents}/access`]: ['core', 'protocol', 'lib'],
  [`${agents}/api`]: ['services', 'core', 'protocol', 'lib'],
};

const tests = '\\.test\\.ts$';

const directions = Object.entries(zones).map(([folder, allowed]) => ({
  name: `${folder.split('/').at(-1)}-imports`,
  comment: `${folder} imports only ${allowed.length === 0 ? 'npm packages' : allowed.join(', ')}. Move the code, or pass it in through a port.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: tests },
  to: {
    path: '^(src|test|scripts|mcp-servers)/',
    pathNot: [`^${folder}/`, ...allowed.map((name) => `^${agents}/${name}/`)],
  },
}));

const webview = [
  ['ui', []],
  ['bridge', []],
  ['state', ['bridge']],
  ['features', ['state', 'ui']],
  ['panels', ['features', 'state', 'bridge', 'ui']],
].map(([folder, allowed]) => ({
  name: `webview-${folder}-imports`,
  comment: `src/webview/${folder} imports only ${['the client and the protocol', ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/webview/${folder}/`, pathNot: tests },
  to: {
    path: '^(src|test|scripts)/',
    pathNot: [
      `^src/webview/${folder}/`,
      ...allowed.map((name) => `^src/webview/${name}/`),
      ...(folder === 'ui' ? [] : [`^${agents}/(client|protocol|lib)/`]),
      '\\.d\\.ts$',
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...webview,
    {
      name: 'vscode-in-the-extension-only',
      comment: 'Everything but src/extension runs without an editor. Use a port of core/ports.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/extension/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'extension-imports',
      comment: 'The extension sees the host, the client and the contract; adapters are the host’s business.',
      severity: 'error',
      from: { path: '^src/extension/', pathNot: tests },
      to: {
        path: '^(src|test|scripts)/',
        pathNot: ['^src/extension/', `^${agents}/(host|client|protocol|lib)/`, `^${agents}/core/ports\\.ts$`],
      },
    },
    {
      name: 'features-stay-apart',
      comment: 'A feature imports no other feature; share through state/, ui/ or features/shared.',
      severity: 'error',
      from: { path: '^src/webview/features/([^/]+)/' },
      to: { path: '^src/webview/features/', pathNot: ['^src/webview/features/$1/', '^src/webview/features/shared/'] },
    },
    {
      name: 'adapters-stay-apart',
      comment: 'models, store, access, tools, mcp and knowledge never import each other; the host joins them.',
      severity: 'error',
      from: { path: `^${agents}/(models|store|access|tools|mcp|knowledge)/`, pathNot: tests },
      to: { path: `^${agents}/(models|store|access|tools|mcp|knowledge)/`, pathNot: `^${agents}/$1/` },
    },
    {
      name: 'core-has-no-ambient-world',
      comment: 'Core and runtime have no clock, network, process or file system of their own; ports give them.',
      severity: 'error',
      from: { path: `^${agents}/(core|runtime|services|protocol|lib|client)/`, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'toolkit-in-ui-only',
      comment:
        'The webview toolkit is archived: wrap its controls in src/webview/ui, so that one folder changes when it goes.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/webview/ui/' },
      to: { path: 'webview-ui-toolkit' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^(test|scripts)/|\\.test\\.ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-file-outside-the-table',
      comment: 'A folder that is not in the table of ARCHITECTURE.md: add a row, or put the file where it belongs.',
      severity: 'error',
      from: {},
      to: {
        path: '^src/',
        pathNot: [
          ...Object.keys(zones).map((folder) => `^${folder}/`),
          `^${agents}/host/`,
          '^src/extension/',
          '^src/webview/(bridge|state|ui|features|panels)/',
          '^src/webview/css\\.d\\.ts$',
        ],
      },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.vscode-test|test/bench/node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
