import type { Desk } from '../desk.ts';
import { fenced } from '../markdown.ts';
import { say, type Work } from '../work.ts';

const ignoresOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)package\.json$/, ['# Node', 'node_modules/', 'dist/', 'coverage/', '*.tsbuildinfo', 'npm-debug.log*']],
  [
    /\.py$|(?:^|\/)pyproject\.toml$/,
    ['# Python', '__pycache__/', '*.py[cod]', '.venv/', '.pytest_cache/', '.mypy_cache/', 'build/', '*.egg-info/'],
  ],
  [/(?:^|\/)go\.mod$/, ['# Go', '*.test', '*.out', 'bin/']],
  [/(?:^|\/)Cargo\.toml$/, ['# Rust', 'target/']],
  [/\.java$|(?:^|\/)pom\.xml$/, ['# Java', 'target/', 'build/', '*.class', '.gradle/']],
  [/\.csproj$|\.sln$/, ['# .NET', 'bin/', 'obj/', '*.user']],
];

const always = ['# Secrets and editors', '.env', '.env.*', '!.env.example', '.DS_Store', '.idea/', '*.log'];

async function ignoreFile(desk: Desk): Promise<string> {
  const paths = (await desk.listFiles()).map(({ path }) => path);
  const found = ignoresOf.filter(([form]) => paths.some((path) => form.test(path))).map(([, lines]) => lines);
  const first = ignoresOf[0]?.[1] ?? [];
  return [...(found.length === 0 ? [first] : found), always].map((lines) => lines.join('\n')).join('\n\n');
}

const tsconfig = `{
  "compilerOptions": {
    "target": "ES2023",
    "module": "NodeNext",
    "moduleResolution": "NodeNext",
    "outDir": "dist",
    "rootDir": "src",
    "sourceMap": true,
    "declaration": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true,
    "noFallthroughCasesInSwitch": true,
    "verbatimModuleSyntax": true,
    "isolatedModules": true,
    "skipLibCheck": true
  },
  "include": ["src"]
}`;

const browserTsconfig = tsconfig
  .replace('"module": "NodeNext"', '"module": "ESNext"')
  .replace('"moduleResolution": "NodeNext"', '"moduleResolution": "Bundler"')
  .replace(
    '"strict": true,',
    '"lib": ["ES2023", "DOM", "DOM.Iterable"],\n    "jsx": "react-jsx",\n    "noEmit": true,\n    "strict": true,',
  )
  .replace('    "outDir": "dist",\n    "rootDir": "src",\n    "sourceMap": true,\n    "declaration": true,\n', '');

const editorconfig = `root = true

[*]
charset = utf-8
end_of_line = lf
indent_style = space
indent_size = 2
insert_final_newline = true
trim_trailing_whitespace = true

[*.md]
trim_trailing_whitespace = false

[{Makefile,*.go}]
indent_style = tab`;

const dockerfile = `FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json /app/package-lock.json ./
RUN npm ci --omit=dev
COPY --from=build /app/dist ./dist
USER node
CMD ["node", "dist/main.js"]`;

const workflow = `name: ci
on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npm test`;

/** Configuration that most projects want in the same form. */
export async function* draftConfig(lower: string, desk: Desk): Work<void> {
  if (lower.includes('tsconfig')) {
    const isBrowser = /\breact\b|\bbrowser\b|\bvite\b|\bweb\b|\bdom\b/.test(lower);
    yield say(
      `\`tsconfig.json\` for ${isBrowser ? 'the browser, behind a bundler' : 'Node'}, strict:`,
      '',
      fenced(isBrowser ? browserTsconfig : tsconfig, 'json'),
    );
  } else if (lower.includes('editorconfig')) {
    yield say('`.editorconfig`:', '', fenced(editorconfig, 'ini'));
  } else if (lower.includes('prettierrc')) {
    yield say('`.prettierrc.json`:', '', fenced('{ "singleQuote": true, "printWidth": 100 }', 'json'));
  } else if (lower.includes('dockerfile')) {
    yield say(
      '`Dockerfile` for a Node program with a build step; the last line names the built file:',
      '',
      fenced(dockerfile, 'dockerfile'),
    );
  } else if (/workflow|github action|\bci\b/.test(lower)) {
    yield say('`.github/workflows/ci.yml`:', '', fenced(workflow, 'yaml'));
  } else {
    yield say('`.gitignore` for what I see in this workspace:', '', fenced(await ignoreFile(desk), 'gitignore'));
  }
}
