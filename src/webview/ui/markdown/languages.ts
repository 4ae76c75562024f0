export interface CodeLanguage {
  /** The grammar's name. */
  readonly id: string;
  /** As people write it. */
  readonly name: string;
  /** VS Code's language id. */
  readonly editorId: string;
  /** Further names in info strings, and file extensions. */
  readonly aliases: readonly string[];
}

const row = (id: string, name: string, aliases = '', editorId = id): CodeLanguage => ({
  id,
  name,
  editorId,
  aliases: aliases === '' ? [] : aliases.split(' '),
});

/** The languages that are coloured. */
export const codeLanguages: readonly CodeLanguage[] = [
  row('bash', 'Shell', 'sh shell zsh ksh shellscript console shell-session shellsession', 'shellscript'),
  row('bat', 'Batch', 'batch cmd'),
  row('c', 'C', 'h'),
  row('clojure', 'Clojure', 'clj'),
  row('cpp', 'C++', 'c++ cc cxx hpp hh'),
  row('csharp', 'C#', 'cs c#'),
  row('css', 'CSS'),
  row('dart', 'Dart'),
  row('diff', 'Diff', 'patch'),
  row('docker', 'Dockerfile', 'dockerfile', 'dockerfile'),
  row('elixir', 'Elixir', 'ex exs'),
  row('go', 'Go', 'golang'),
  row('graphql', 'GraphQL', 'gql'),
  row('haskell', 'Haskell', 'hs'),
  row('hcl', 'Terraform', 'tf terraform tfvars', 'terraform'),
  row('html', 'HTML', 'htm xhtml'),
  row('ini', 'INI', 'cfg conf properties env dotenv'),
  row('java', 'Java'),
  row('javascript', 'JavaScript', 'js mjs cjs node'),
  row('json', 'JSON', 'webmanifest'),
  row('jsonc', 'JSON with comments', 'json5'),
  row('jsx', 'JSX', 'javascriptreact', 'javascriptreact'),
  row('kotlin', 'Kotlin', 'kt kts'),
  row('less', 'Less'),
  row('lua', 'Lua'),
  row('make', 'Makefile', 'makefile mk', 'makefile'),
  row('markdown', 'Markdown', 'md mdx'),
  row('php', 'PHP'),
  row('powershell', 'PowerShell', 'ps1 pwsh psm1'),
  row('python', 'Python', 'py python3 pyi'),
  row('r', 'R'),
  row('ruby', 'Ruby', 'rb'),
  row('rust', 'Rust', 'rs'),
  row('scala', 'Scala', 'sc'),
  row('scss', 'SCSS', 'sass'),
  row('sql', 'SQL', 'mysql postgresql postgres sqlite plsql'),
  row('svelte', 'Svelte'),
  row('swift', 'Swift'),
  row('toml', 'TOML'),
  row('tsx', 'TSX', 'typescriptreact', 'typescriptreact'),
  row('typescript', 'TypeScript', 'ts mts cts'),
  row('vue', 'Vue'),
  row('xml', 'XML', 'svg xsd xsl plist'),
  row('yaml', 'YAML', 'yml'),
];

const byName = new Map(
  codeLanguages.flatMap((language) => [language.id, ...language.aliases].map((name) => [name, language] as const)),
);

/** A language by any of its names, or null for one that is not coloured. */
export function findLanguage(name: string | null): CodeLanguage | null {
  return name === null ? null : (byName.get(name.toLowerCase()) ?? null);
}

/** A language by a file's name, or null. */
export function findLanguageOfFile(path: string): CodeLanguage | null {
  const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = file.lastIndexOf('.');
  return findLanguage(dot === -1 ? file : file.slice(dot + 1));
}

/** VS Code's id for what an info string calls the language; what nobody knows is plain text. */
export function toEditorLanguageId(name: string | null): string {
  return findLanguage(name)?.editorId ?? 'plaintext';
}
