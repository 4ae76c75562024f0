/** How a language is read: by braces with a script's rules, by braces, by indentation, or by its document structure. */
export type LanguageFamily = 'script' | 'brace' | 'python' | 'markdown' | 'json' | 'yaml' | 'text';

export interface Language {
  /** The editor's language identifier, also used for fences. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly family: LanguageFamily;
  readonly lineComment: '//' | '#' | null;
  readonly hasBlockComments: boolean;
  /** Conditions of `if` and loops stand in parentheses. */
  readonly hasParenthesisedHeads: boolean;
}

function code(id: string, name: string, family: LanguageFamily, hasParenthesisedHeads = true): Language {
  const hash = family === 'python' || family === 'yaml';
  const slashes = family === 'script' || family === 'brace' || family === 'json';
  return {
    id,
    name,
    family,
    lineComment: hash ? '#' : slashes ? '//' : null,
    hasBlockComments: slashes,
    hasParenthesisedHeads,
  };
}

const typescript = code('typescript', 'TypeScript', 'script');
const javascript = code('javascript', 'JavaScript', 'script');
const c = code('c', 'C', 'brace');
const cpp = code('cpp', 'C++', 'brace');
const plain = code('', 'text', 'text');
const shell: Language = { ...code('shellscript', 'shell', 'text'), lineComment: '#' };

const byExtension: Readonly<Record<string, Language>> = {
  ts: typescript,
  mts: typescript,
  cts: typescript,
  tsx: code('typescriptreact', 'TypeScript', 'script'),
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  jsx: code('javascriptreact', 'JavaScript', 'script'),
  py: code('python', 'Python', 'python'),
  pyi: code('python', 'Python', 'python'),
  go: code('go', 'Go', 'brace', false),
  rs: code('rust', 'Rust', 'brace', false),
  java: code('java', 'Java', 'brace'),
  cs: code('csharp', 'C#', 'brace'),
  c,
  h: c,
  cc: cpp,
  cpp,
  cxx: cpp,
  hpp: cpp,
  md: code('markdown', 'Markdown', 'markdown'),
  markdown: code('markdown', 'Markdown', 'markdown'),
  json: code('json', 'JSON', 'json'),
  jsonc: code('jsonc', 'JSON', 'json'),
  yaml: code('yaml', 'YAML', 'yaml'),
  yml: code('yaml', 'YAML', 'yaml'),
  sh: shell,
  bash: shell,
  css: { ...code('css', 'CSS', 'text'), hasBlockComments: true },
  html: code('html', 'HTML', 'text'),
  sql: code('sql', 'SQL', 'text'),
  toml: { ...code('toml', 'TOML', 'text'), lineComment: '#' },
};

const byId: ReadonlyMap<string, Language> = new Map(
  Object.values(byExtension).map((language): [string, Language] => [language.id, language]),
);

/** The language of a file: by the editor's word for it, else by the end of its name. */
export function languageOf(path: string, languageId = ''): Language {
  const named = byId.get(languageId) ?? byExtension[languageId.toLowerCase()];
  if (named !== undefined && named !== plain) return named;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension] ?? plain;
  return /^[\w+#.-]{1,40}$/.test(languageId) && languageId !== 'plaintext' ? { ...plain, id: languageId } : plain;
}

/** Whether functions and their bodies can be told from the text. */
export function isCode(language: Language): boolean {
  return language.family === 'script' || language.family === 'brace' || language.family === 'python';
}
