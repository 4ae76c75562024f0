import { looseUnit, runChecks, toChecked } from '../checks/run-checks.ts';
import type { Checked, Finding } from '../checks/finding.ts';
import type { Desk } from '../desk.ts';
import { fileLink, inline, lineLink, listWords, placeLink, plainWords, plural } from '../markdown.ts';
import { firstSentence } from '../source/doc-comment.ts';
import { isCode } from '../source/languages.ts';
import { lastLine, unreadableReason, type Source } from '../source/source.ts';
import type { CodeSymbol } from '../source/symbol.ts';
import { say, type Work, type WorkEvent } from '../work.ts';
import {
  callForm,
  callOrigins,
  describeContract,
  describeMembers,
  introduce,
  kindOf,
  synopsis,
} from './describe-symbol.ts';
import { explainDocument } from './explain-document.ts';
import { readFacts } from './facts.ts';
import { narrate } from './narrate.ts';

/** Explains a text by what stands in it: one function in full, several by their outline. */
export async function* explainSource(source: Source, desk: Desk): Work<void> {
  const odd = unreadableReason(source.text);
  if (odd === 'binary') {
    yield say(
      `${fileLink(source.path)} does not hold text that can be read as code or prose: too many of its characters are not printable.`,
    );
    return;
  }
  if (!isCode(source.language)) {
    yield* explainDocument(source);
    return;
  }
  const checked = await toChecked(source, () => desk.pause());
  await desk.pause();
  const tops = checked.outline.symbols.filter(
    ({ container, kind }) => container === null && kind !== 'constant' && kind !== 'key',
  );
  const only = tops.length === 1 ? tops[0] : undefined;
  const isFragment = tops.length === 0 && (!source.isWhole || checked.outline.symbols.length === 0);
  if (isFragment) yield* explainFragment(checked, desk);
  else if (only !== undefined && !(source.isWhole && lastLine(source) > only.endLine + 12))
    yield* explainSymbol(checked, only, desk);
  else yield* explainFile(checked, desk, odd === 'minified');
}

/** Statements without a function around them. */
async function* explainFragment(checked: Checked, desk: Desk): Work<void> {
  const { source } = checked;
  const unit = looseUnit(source);
  const holder = yield* findHolder(source, desk);
  const steps = narrate(source, { start: 0, end: source.text.length });
  const place = placeLink(source.path, source.firstLine, lastLine(source));
  yield say(
    holder === null
      ? `${place} holds ${plural(unit.facts.statements, 'statement')} with no function of their own around them.`
      : `${place} is a part of ${holder}: ${plural(unit.facts.statements, 'statement')}.`,
  );
  if (steps.length > 0) yield say(...steps);
  yield* worthKnowing(await runChecks(checked, () => desk.pause()));
}

/** The function of the whole file that a selection is cut from. */
async function* findHolder(source: Source, desk: Desk): Work<string | null> {
  if (source.isWhole || !(await desk.listFiles()).some(({ path }) => path === source.path)) return null;
  const whole = yield* desk.read(source.path);
  if (whole === null) return null;
  const holder = (await toChecked(whole, () => desk.pause())).outline.symbols.findLast(
    ({ shape, line, endLine }) => shape !== null && line <= source.firstLine && endLine >= lastLine(source),
  );
  return holder === undefined ? null : `${inline(callForm(whole, holder))} (${lineLink(whole.path, holder.line)})`;
}

/** One function, class or type in full. */
export async function* explainSymbol(checked: Checked, symbol: CodeSymbol, desk: Desk): Work<void> {
  const { source, outline } = checked;
  yield say(introduce(source, symbol));
  const { shape } = symbol;
  if (shape === null) {
    const members = describeMembers(source, symbol, outline);
    if (members.length > 0) yield say(...members);
    yield* explainConstant(source, symbol);
    yield* explainMaker(checked, symbol, desk);
    yield* worthKnowing(within(await runChecks(checked, () => desk.pause()), symbol));
    yield* usedBy(symbol, source, desk);
    return;
  }
  const facts = readFacts(source, shape);
  const contract = describeContract(source, symbol, facts);
  if (contract.length > 0) yield say(contract.join('\n\n'));
  await desk.pause();
  if (shape.body !== null && !shape.isExpression) {
    const steps = narrate(source, shape.body);
    if (steps.length > 0) yield say('**Step by step**', '', ...steps);
  } else if (shape.body !== null) {
    yield say(`It is a single expression: ${inline(source.text.slice(shape.body.start, shape.body.end), 160)}.`);
  }
  const { imported, local } = callOrigins(facts, outline);
  const others = local.filter(({ name }) => name !== symbol.name);
  const leans = [
    ...imported.map(({ name, from }) => `${inline(name)} from ${inline(from)}`),
    ...others.map((other) => `${inline(other.name)} (${lineLink(source.path, other.line)})`),
  ];
  if (leans.length > 0) yield say(`**Leans on** ${listWords(leans, 8)}.`);
  await desk.pause();
  yield* worthKnowing(within(await runChecks(checked, () => desk.pause()), symbol));
  yield* usedBy(symbol, source, desk);
}

/** A type says little without the function that makes it; where its file has one, that is told too. */
async function* explainMaker(checked: Checked, symbol: CodeSymbol, desk: Desk): Work<void> {
  const { source, outline } = checked;
  if (symbol.kind !== 'interface' && symbol.kind !== 'type') return;
  const maker = outline.symbols.find(
    ({ shape, container }) =>
      shape?.returns != null &&
      shape.body !== null &&
      container === null &&
      wordStandsIn(symbol.name, source.code.slice(shape.returns.start, shape.returns.end)),
  );
  if (maker?.shape?.body == null) return;
  yield say(introduce(source, maker));
  await desk.pause();
  if (!maker.shape.isExpression) yield say(...narrate(source, maker.shape.body));
}

function wordStandsIn(word: string, text: string): boolean {
  return text.split(/[^\w$]+/).includes(word);
}

function* explainConstant(source: Source, symbol: CodeSymbol): Generator<WorkEvent> {
  if (symbol.kind !== 'constant' && symbol.kind !== 'type') return;
  yield say(`As written: ${inline(source.text.slice(symbol.start, symbol.end), 200)}.`);
}

function within(findings: readonly Finding[], symbol: CodeSymbol): Finding[] {
  return findings.filter(({ line }) => line >= symbol.line && line <= symbol.endLine);
}

const mostTold = 4;

/** What a reader would miss: the findings of the checks, the gravest first. */
function* worthKnowing(findings: readonly Finding[]): Generator<WorkEvent> {
  const told = findings.slice(0, mostTold);
  if (told.length === 0) return;
  const lines = told.map(({ line, title, message }) => `- Line ${line}, ${title}: ${message}`);
  const rest = findings.length - told.length;
  yield say(
    '**Easy to overlook**',
    '',
    ...lines,
    ...(rest > 0 ? [`- …and ${plural(rest, 'smaller matter')}; ask for a fix to see all.`] : []),
  );
}

/** Where the rest of the workspace uses it. */
async function* usedBy(symbol: CodeSymbol, source: Source, desk: Desk): Work<void> {
  if (desk.workspaceName === null || symbol.name.length < 2 || !/^[\w$]+$/.test(symbol.name)) return;
  const { places } = yield* desk.findWord(symbol.name, 60);
  const elsewhere = places.filter(
    ({ path, line, text }) =>
      !(path === source.path && line >= symbol.line && line <= symbol.endLine) &&
      !/^(?:import|from|use|using|export\s*\{|\} from)\b/.test(text),
  );
  if (elsewhere.length === 0) {
    yield say(`Nothing else in the workspace names ${inline(symbol.name)}.`);
    return;
  }
  const shown = elsewhere.slice(0, 5).map(({ path, line, text }) => `- ${placeLink(path, line)} ${inline(text, 90)}`);
  const rest = elsewhere.length - shown.length;
  yield say(
    `**Used in** ${plural(elsewhere.length, 'place')}`,
    '',
    ...shown,
    ...(rest > 0 ? [`- …and ${rest} more`] : []),
  );
}

const mostListed = 24;

/** A file by what it holds, what it takes and who takes from it. */
async function* explainFile(checked: Checked, desk: Desk, isMinified: boolean): Work<void> {
  const { source, outline } = checked;
  const lines = lastLine(source) - source.firstLine + 1;
  const exported = outline.symbols.filter(({ isExported, container }) => isExported && container === null);
  const holds = countKinds(outline.symbols.filter(({ container }) => container === null));
  const lead = `${source.isWhole ? fileLink(source.path) : placeLink(source.path, source.firstLine, lastLine(source))} is ${plural(lines, 'line')} of ${source.language.name}: ${holds}.`;
  const about = fileComment(source);
  const surface =
    exported.length > 0 && source.language.family === 'script'
      ? ` It exports ${listWords(
          exported.map(({ name }) => inline(name)),
          8,
        )}.`
      : '';
  yield say(`${lead}${surface}${about === null ? '' : ` It opens with: “${about}”`}`);
  if (isMinified)
    yield say('The lines are so long that this looks like minified code; the source it was built from will say more.');
  yield say(...outlineLines(checked));
  await desk.pause();
  yield* explainTopLevel(checked);
  if (outline.imports.length > 0) {
    const taken = outline.imports.map(
      ({ from, names }) =>
        `${inline(from)}${names.length > 0 && names.length < 5 && names[0] !== from ? ` (${names.join(', ')})` : ''}`,
    );
    yield say(`**Takes from** ${listWords(taken, 8)}.`);
  }
  yield* importedBy(source, desk);
  const main = mainFunction(checked);
  if (main?.shape?.body != null && !main.shape.isExpression) {
    yield say(`**How ${inline(main.name)} works**`, '', ...narrate(source, main.shape.body).slice(0, 24));
  }
  yield* worthKnowing(await runChecks(checked, () => desk.pause()));
}

function countKinds(symbols: readonly CodeSymbol[]): string {
  const counts = new Map<string, number>();
  for (const symbol of symbols) {
    const kind = kindOf({ ...symbol, shape: null });
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const words = [...counts].map(([kind, count]) => plural(count, kind, kind === 'class' ? 'classes' : `${kind}s`));
  return words.length === 0 ? 'nothing that has a name' : listWords(words, 8);
}

/** A comment at the very top that belongs to no symbol, or a module's docstring. */
function fileComment(source: Source): string | null {
  const doc = /^(?:#![^\n]*\n)?\s*[rbu]{0,2}("""|''')([\s\S]{0,600}?)\1/i.exec(
    source.language.family === 'python' ? source.text.slice(0, 900) : '',
  );
  if (doc !== null) return plainWords(firstSentence(doc[2] ?? ''), 300);
  const first = source.comments[0];
  if (first === undefined || source.code.slice(0, first.start).trim() !== '') return null;
  if (!/\n\s*\n/.test(source.text.slice(first.end, first.end + 40))) return null;
  const words = source.text.slice(first.start, first.end).replace(/^\/\*+|\*+\/$|^\s*(?:\*|\/\/+|#)\s?/gm, ' ');
  return plainWords(firstSentence(words), 300);
}

function outlineLines({ source, outline }: Checked): string[] {
  const shown = outline.symbols
    .filter(({ container, kind }) => container === null && kind !== 'constant')
    .slice(0, mostListed);
  const lines = shown.flatMap((symbol) => {
    const what = synopsis(source, symbol);
    const line = `- ${lineLink(source.path, symbol.line)} ${inline(callForm(source, symbol))}, ${kindOf(symbol)}${what === '' ? '' : `: ${what}`}`;
    const members =
      symbol.kind === 'class'
        ? outline.symbols.filter(({ container, kind }) => container === symbol.name && kind === 'method').slice(0, 12)
        : [];
    return [
      line,
      ...members.map((member) => {
        const told = synopsis(source, member);
        return `  - ${lineLink(source.path, member.line)} ${inline(callForm(source, { ...member, container: null }))}${told === '' ? '' : `: ${told}`}`;
      }),
    ];
  });
  const constants = outline.symbols.filter(({ container, kind }) => container === null && kind === 'constant');
  if (constants.length > 0)
    lines.push(
      `- constants: ${listWords(
        constants.map(({ name }) => inline(name)),
        10,
      )}`,
    );
  const rest =
    outline.symbols.filter(({ container, kind }) => container === null && kind !== 'constant').length - shown.length;
  return rest > 0 ? [...lines, `- …and ${rest} more`] : lines;
}

/** What a file does when it is loaded. */
function* explainTopLevel({ source }: Checked): Generator<WorkEvent> {
  if (source.language.family === 'brace' || !source.isWhole) return;
  const steps = narrate(source, { start: 0, end: source.text.length }).filter((line) =>
    /^- \[L\d+\]\([^)]*\) (?:Waits|Calls|Starts, without|If )/.test(line),
  );
  if (steps.length > 0 && steps.length <= 8) yield say('When it is loaded it also runs:', '', ...steps);
}

async function* importedBy(source: Source, desk: Desk): Work<void> {
  if (desk.workspaceName === null) return;
  const base = (source.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const files = yield* desk.index(base);
  const users = files.flatMap((file) =>
    file.imports
      .filter(({ from }) => file.path !== source.path && resolvesTo(file.path, from, source.path))
      .map(({ line }) => placeLink(file.path, line)),
  );
  if (users.length > 0) yield say(`**Imported by** ${listWords([...new Set(users)], 6)}.`);
}

/** Whether an import in one file means another: relative paths with or without an ending, and Python's dots. */
export function resolvesTo(fromPath: string, specifier: string, target: string): boolean {
  const bare = target.replace(/\.\w+$/, '').replace(/\/(?:index|__init__)$/, '');
  if (specifier.startsWith('.') && specifier.includes('/')) {
    const parts = fromPath.split('/').slice(0, -1);
    for (const part of specifier.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    const full = parts.join('/');
    return full === target || full.replace(/\.\w+$/, '') === bare || full === bare;
  }
  if (!target.endsWith('.py')) return false;
  const dotted = specifier.replace(/^\.+/, '').replaceAll('.', '/');
  return dotted !== '' && (bare === dotted || bare.endsWith(`/${dotted}`));
}

/** The function that a small file is about: the only exported one, or `main`. */
function mainFunction({ outline }: Checked): CodeSymbol | undefined {
  const functions = outline.symbols.filter(({ shape, container }) => shape !== null && container === null);
  const exported = functions.filter(({ isExported }) => isExported);
  return exported.length === 1 ? exported[0] : functions.find(({ name }) => name === 'main');
}
