/** What models write behind a fence, as the editor's own language identifiers. */
const aliases: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  node: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  python3: 'python',
  rb: 'ruby',
  rs: 'rust',
  golang: 'go',
  kt: 'kotlin',
  cs: 'csharp',
  'c#': 'csharp',
  'c++': 'cpp',
  cc: 'cpp',
  hpp: 'cpp',
  h: 'c',
  sh: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  shell: 'shellscript',
  console: 'shellscript',
  ps1: 'powershell',
  pwsh: 'powershell',
  yml: 'yaml',
  md: 'markdown',
  docker: 'dockerfile',
  make: 'makefile',
  patch: 'diff',
  htm: 'html',
  text: 'plaintext',
  txt: 'plaintext',
  '': 'plaintext',
};

/** The editor's identifier for a language that a model named; `plaintext` for one that the editor does not know. */
export function toLanguageId(named: string, known: readonly string[]): string {
  const name = named.trim().toLowerCase();
  const id = aliases[name] ?? name;
  return known.includes(id) ? id : 'plaintext';
}
