import { synopsis, introduce } from '../explain/describe-symbol.ts';
import { narrate } from '../explain/narrate.ts';
import { explainSource, explainSymbol } from '../explain/explain.ts';
import { toChecked } from '../checks/run-checks.ts';
import type { Desk } from '../desk.ts';
import { inline, listWords, quoteLines } from '../markdown.ts';
import type { Hit } from '../search/rank.ts';
import { queryTerms, termsOf } from '../search/terms.ts';
import { outlineOf } from '../source/outline.ts';
import { say, type Work } from '../work.ts';
import type { Subject } from './subject.ts';

const mostQuoted = 3;
/** With less than this share of the words found, the answer says that it is a guess. */
const surelyMatched = 0.5;

/** Quotes the passages that bear on a question; with `tellSteps` the best function is also told step by step. */
export async function* answerByPassages(words: string, desk: Desk, options: { tellSteps: boolean }): Work<void> {
  if (desk.workspaceName === null && desk.items.length === 0) {
    yield say('No folder is open and nothing is attached, so there is no code that I could look at.');
    yield say(
      'Open a folder, or attach a file or a selection. Without code I can still draft texts (“draft a commit message”) and configuration; “help” lists it.',
    );
    return;
  }
  if (queryTerms(words).length === 0) {
    yield say('There is no word in that to search the code for. Name a function, a file, or what the code does.');
    return;
  }
  const best = yield* desk.search(words, mostQuoted);
  const first = best[0];
  if (first === undefined) {
    yield* sayNothingFound(words);
    return;
  }
  const asked = new Set(queryTerms(words).map(({ group }) => group)).size;
  if (first.matched / asked < surelyMatched) {
    yield say(`Nothing here speaks of all of that. The nearest, by ${sharedWords(words, first)}:`);
  }
  for (const [index, hit] of best.entries()) yield* quoteHit(hit, desk, options.tellSteps && index === 0);
  if (/\b(?:why|should|better|best way|recommend|opinion|could we|how can i|how do i)\b/i.test(words)) {
    yield say(`_That is what the code says. To have it weighed, pick a language model for this conversation._`);
  }
}

function sharedWords(words: string, hit: Hit): string {
  const inTitle = new Set(termsOf(`${hit.passage.title ?? ''} ${hit.file.path}`));
  const shared = [...new Set(words.match(/[\p{L}\p{N}_$]+/gu) ?? [])].filter((word) =>
    termsOf(word).some((term) => inTitle.has(term)),
  );
  return shared.length === 0
    ? 'its words'
    : `the ${shared.length === 1 ? 'word' : 'words'} ${listWords(shared.map((word) => inline(word)))}`;
}

function* sayNothingFound(words: string): Generator<ReturnType<typeof say>> {
  const looked = [...new Set(words.match(/[\p{L}\p{N}_$]{3,}/gu) ?? [])].filter((word) => termsOf(word).length > 0);
  yield say(
    `Nothing in the files that I can read bears on that. I looked for ${listWords(
      looked.map((word) => inline(word)),
      8,
    )} and for words that mean the same.`,
  );
  yield say(
    `I search by words: the name of a function, a file or a message in the code finds more. A question about anything but the code needs a language model: add a key in the model picker.`,
  );
}

async function* quoteHit(hit: Hit, desk: Desk, tellSteps: boolean): Work<void> {
  const { file, passage } = hit;
  const shown = yield* desk.read(file.path);
  if (shown === null) return;
  const symbol = outlineOf(shown).symbols.find(
    ({ name, line, endLine }) =>
      passage.title?.split(' ')[0] === name && line >= passage.startLine - 1 && endLine <= passage.endLine + 1,
  );
  await desk.pause();
  const lead =
    symbol === undefined
      ? ''
      : symbol.doc !== null || symbol.shape === null
        ? introduceShort(symbol.name, '')
        : introduceShort(symbol.name, synopsis(shown, symbol));
  yield say(
    lead === ''
      ? quoteLines(shown, passage.startLine, passage.endLine)
      : `${lead} ${quoteLines(shown, passage.startLine, passage.endLine)}`,
  );
  if (tellSteps && symbol?.shape?.body != null && !symbol.shape.isExpression && symbol.endLine - symbol.line > 4) {
    yield say('Step by step:', '', ...narrate(shown, symbol.shape.body).slice(0, 20));
  }
}

function introduceShort(name: string, what: string): string {
  return what === '' ? `**${inline(name)}**, at` : `**${inline(name)}** ${what}, at`;
}

/** Explains what a question named: each symbol or file once, the best two at most. */
export async function* answerAboutSubject(subjects: readonly Subject[], desk: Desk): Work<boolean> {
  let told = 0;
  for (const { path, symbol } of subjects.slice(0, 2)) {
    if (told > 0 && subjects[0]?.symbol === null) break;
    const source = yield* desk.read(path);
    if (source === null) continue;
    if (symbol === null) yield* explainSource(source, desk);
    else {
      const checked = await toChecked(source, () => desk.pause());
      const found = checked.outline.symbols.find(({ name, line }) => name === symbol.name && line === symbol.line);
      if (found === undefined) continue;
      if (told === 0) yield* explainSymbol(checked, found, desk);
      else yield say(`There is another of that name: ${introduce(source, found)}`);
    }
    told += 1;
  }
  return told > 0;
}
