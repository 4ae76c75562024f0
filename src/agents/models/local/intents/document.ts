import type { Edit } from '../checks/finding.ts';
import { toChecked } from '../checks/run-checks.ts';
import type { Desk } from '../desk.ts';
import { readFacts, type BodyFacts } from '../explain/facts.ts';
import { fileLink, inline, listWords } from '../markdown.ts';
import { isCode } from '../source/languages.ts';
import { readParameters, type Parameter } from '../source/parameters.ts';
import { indentAt, lineAt, startOfLine, type Source } from '../source/source.ts';
import type { CodeSymbol } from '../source/symbol.ts';
import { skipBlank } from '../source/walk-code.ts';
import { say, type Work } from '../work.ts';
import { sayChanged } from './changed-code.ts';
import { phraseFromName, sentenceFromName } from './name-sentence.ts';

/** Everything that a comment can say for sure. */
interface Notes {
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Sentences of what it gives: the special values and when. */
  readonly results: readonly string[];
  readonly errors: readonly { name: string; when: string }[];
  readonly returns: string | null;
}

/** The code with a documentation comment on each function and class that has none. */
export async function* answerDocument(source: Source, desk: Desk): Work<void> {
  if (!isCode(source.language)) {
    yield say(`Comments are for code; ${fileLink(source.path)} is ${source.language.name}.`);
    return;
  }
  const checked = await toChecked(source, () => desk.pause());
  await desk.pause();
  const classes = new Set(checked.outline.symbols.filter(({ kind }) => kind === 'class').map(({ name }) => name));
  const wanted = checked.outline.symbols.filter(
    ({ kind, container, shape }) =>
      ['function', 'method', 'class'].includes(kind) &&
      (container === null || (kind === 'method' && classes.has(container))) &&
      (shape === null || shape.body !== null),
  );
  const bare = wanted.filter(({ doc }) => doc === null);
  if (wanted.length === 0) {
    yield say(
      `There is no function, class or type in ${fileLink(source.path)} that a documentation comment could stand on.`,
    );
    return;
  }
  if (bare.length === 0) {
    yield* reportDocumented(source, wanted);
    return;
  }
  const edits = bare.slice(0, 30).map((symbol) => writeComment(source, symbol));
  yield* sayChanged(checked, edits, 'With comments,');
  const names = listWords(
    bare.slice(0, 30).map(({ name }) => inline(name)),
    8,
  );
  yield say(
    `Written for ${names}. Parameters, results and errors are read from the code; the first sentences are read from the names, so say there what a reader cannot see: why, units, limits.`,
  );
}

function* reportDocumented(source: Source, symbols: readonly CodeSymbol[]): Generator<ReturnType<typeof say>> {
  const missing = symbols.flatMap((symbol) => {
    const notes = readNotes(source, symbol);
    const doc = symbol.doc ?? '';
    const unnamed = notes.errors.filter(({ name }) => !doc.includes(name));
    return unnamed.map(
      ({ name, when }) =>
        `- ${inline(symbol.name)} does not say that it throws ${inline(name)}${when === '' ? '' : ` when ${inline(when)}`}`,
    );
  });
  if (missing.length === 0) yield say(`Everything in ${fileLink(source.path)} that wants a comment has one.`);
  else
    yield say(
      `Everything in ${fileLink(source.path)} has a comment. What they leave out:`,
      '',
      ...missing.slice(0, 12),
    );
}

function readNotes(source: Source, symbol: CodeSymbol): Notes {
  const { shape } = symbol;
  const facts: BodyFacts | null = shape === null ? null : readFacts(source, shape);
  const text = (span: { start: number; end: number }): string =>
    source.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  const results = (facts?.returns ?? [])
    .filter(
      ({ statement, when }) =>
        when.length > 0 &&
        /^(?:null|undefined|None|nil|true|false|True|False|-?\d[\d_.]*|\[\]|\{\}|''|"")$/.test(text(statement.head)),
    )
    .slice(0, 3)
    .map(({ statement, when }) => `\`${text(statement.head)}\` when \`${when.at(-1) ?? ''}\``);
  const errors = (facts?.throws ?? []).slice(0, 4).map(({ statement, when }) => ({
    name: /^(?:new\s+)?([\w.$]+)/.exec(text(statement.head))?.[1] ?? 'Error',
    when: (when.at(-1) ?? '').slice(0, 100),
  }));
  return {
    summary: sentenceFromName(symbol, shape === null ? [] : readParameters(source, shape.parameters)),
    parameters: shape === null ? [] : readParameters(source, shape.parameters),
    results,
    errors: errors.filter(
      ({ name }, index) =>
        errors.findIndex((other) => other.name === name && other.when === errors[index]?.when) === index,
    ),
    returns: shape?.returns == null ? null : text(shape.returns),
  };
}

function writeComment(source: Source, symbol: CodeSymbol): Edit {
  const notes = readNotes(source, symbol);
  const indent = indentAt(source, symbol.start);
  if (source.language.family === 'python') return docstring(source, symbol, notes);
  const lines = commentLines(source, symbol, notes);
  const at = startOfLine(source, lineAt(source, symbol.start));
  return { start: at, end: at, text: lines.map((line) => `${indent}${line}\n`).join('') };
}

function commentLines(source: Source, symbol: CodeSymbol, notes: Notes): string[] {
  switch (source.language.id) {
    case 'go':
      return goComment(symbol, notes);
    case 'rust':
      return rustComment(notes);
    case 'csharp':
      return csharpComment(notes);
    case 'java':
    case 'c':
    case 'cpp':
      return starComment(notes, source.language.id === 'java' ? 'throws' : 'note Fails with');
    default:
      return starComment(notes, 'throws');
  }
}

function starComment(notes: Notes, errorTag: string): string[] {
  const told = notes.parameters.filter((parameter) => parameter.type === null || describeParameter(parameter) !== '');
  const tags = [
    ...told.map((parameter) => `@param ${bareName(parameter)}${describeParameter(parameter)}`),
    ...(notes.results.length > 0 ? [`@returns ${listWords(notes.results)}`] : []),
    ...notes.errors.map(
      ({ name, when }) =>
        `@${errorTag} ${errorTag === 'throws' ? `{${name}}` : name}${when === '' ? '' : ` when \`${when}\``}`,
    ),
  ];
  const safe = [notes.summary, ...(tags.length > 0 ? ['', ...tags] : [])].map((line) => line.replaceAll('*/', '*\\/'));
  if (safe.length === 1) return [`/** ${safe[0] ?? ''} */`];
  return ['/**', ...safe.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
}

function bareName({ name }: Parameter): string {
  return name.startsWith('{') ? 'options' : name.startsWith('[') ? 'values' : name;
}

function describeParameter({ name, defaultValue, isOptional, type }: Parameter): string {
  const parts: string[] = [];
  const said = phraseFromName(name);
  if (!/^[{[]/.test(name) && said.toLowerCase().replace(/^the /, '') !== name.toLowerCase()) parts.push(`${said}.`);
  if (type !== null && /AbortSignal/.test(type)) parts.push('Stops the work.');
  if (defaultValue !== null) parts.push(`\`${defaultValue.slice(0, 60)}\` unless given.`);
  else if (isOptional) parts.push('May be left out.');
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}

function goComment(symbol: CodeSymbol, notes: Notes): string[] {
  const sentence = notes.summary.charAt(0).toLowerCase() + notes.summary.slice(1);
  const fails =
    notes.returns?.includes('error') === true ? ['// It returns an error when one of its steps fails.'] : [];
  return [`// ${symbol.name} ${sentence}`, ...notes.results.map((result) => `// It returns ${result}.`), ...fails];
}

function rustComment(notes: Notes): string[] {
  const errors = /\bResult</.test(notes.returns ?? '')
    ? ['///', '/// # Errors', '///', '/// When one of its steps fails.']
    : [];
  const panics =
    notes.errors.length > 0
      ? [
          '///',
          '/// # Panics',
          '///',
          ...notes.errors.map(({ when }) => `/// When ${when === '' ? 'it is reached' : `\`${when}\``}.`),
        ]
      : [];
  return [`/// ${notes.summary}`, ...errors, ...panics];
}

function csharpComment(notes: Notes): string[] {
  const escape = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    '/// <summary>',
    `/// ${escape(notes.summary)}`,
    '/// </summary>',
    ...notes.parameters.map(
      (parameter) => `/// <param name="${parameter.name}">${escape(phraseFromName(parameter.name))}.</param>`,
    ),
    ...(notes.results.length > 0 ? [`/// <returns>${escape(listWords(notes.results))}</returns>`] : []),
    ...notes.errors.map(
      ({ name, when }) =>
        `/// <exception cref="${name}">${when === '' ? 'Always.' : `When ${escape(when)}.`}</exception>`,
    ),
  ];
}

/** In Python the comment is the first statement of the body. */
function docstring(source: Source, symbol: CodeSymbol, notes: Notes): Edit {
  const body = symbol.shape?.body ?? symbol.body ?? { start: symbol.end, end: symbol.end };
  const isOneLine =
    lineAt(source, body.start) === lineAt(source, symbol.start) ||
    !source.text.slice(symbol.start, body.start).includes('\n');
  const first = skipBlank(source.text, body.start, body.end);
  const indent = isOneLine ? `${indentAt(source, symbol.start)}    ` : indentAt(source, first);
  const sections: string[] = [];
  if (notes.parameters.length > 0) {
    sections.push(
      '',
      'Args:',
      ...notes.parameters.map((parameter) => `    ${parameter.name}:${describeParameter(parameter) || ' […]'}`),
    );
  }
  if (notes.results.length > 0) sections.push('', 'Returns:', `    ${listWords(notes.results)}`);
  if (notes.errors.length > 0)
    sections.push(
      '',
      'Raises:',
      ...notes.errors.map(({ name, when }) => `    ${name}:${when === '' ? ' […]' : ` when \`${when}\``}`),
    );
  const lines = sections.length === 0 ? [`"""${notes.summary}"""`] : [`"""${notes.summary}`, ...sections, '"""'];
  const text = lines
    .map((line, index) => (line === '' ? '' : index === 0 && !isOneLine ? line : `${indent}${line}`))
    .join('\n');
  return isOneLine
    ? { start: body.start, end: body.start, text: `\n${text}\n${indent}` }
    : { start: first, end: first, text: `${text}\n${indent}` };
}
