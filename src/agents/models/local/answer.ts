import { answerAsk } from './ask/answer-ask.ts';
import { resolveSubjects } from './ask/subject.ts';
import type { Desk } from './desk.ts';
import { explainSource } from './explain/explain.ts';
import type { Inquiry } from './inquiry.ts';
import { answerDocument } from './intents/document.ts';
import { answerFix } from './intents/fix.ts';
import { answerImprove } from './intents/improve.ts';
import { answerTests } from './intents/tests.ts';
import { fileLink, inline, plural } from './markdown.ts';
import type { Intent } from '../../protocol/message.ts';
import { docStart } from './search/passages.ts';
import { outlineOf } from './source/outline.ts';
import { createSource, linesBetween, type Source, unreadableReason } from './source/source.ts';
import { say, type Work } from './work.ts';

const mostTargets = 3;

/** The answer to one question, block by block. */
export async function* answer(inquiry: Inquiry, desk: Desk): Work<void> {
  const intent = inquiry.intent === 'ask' ? impliedIntent(inquiry) : inquiry.intent;
  if (intent === 'ask') {
    yield* noteCuts(inquiry.items.map((item) => desk.sourceOf(item)));
    yield* answerAsk(inquiry, desk);
    return;
  }
  const targets = yield* findTargets(inquiry, desk);
  if (targets.length === 0) {
    yield* sayNoTarget(intent, desk);
    return;
  }
  yield* noteCuts(targets);
  for (const target of targets.slice(0, mostTargets)) {
    await desk.pause();
    yield* answerOne(intent, target, desk);
  }
  const rest = targets.length - mostTargets;
  if (rest > 0)
    yield say(`${plural(rest, 'more attachment is', 'more attachments are')} left; ask about them on their own.`);
}

async function* answerOne(intent: Exclude<Intent, 'ask'>, source: Source, desk: Desk): Work<void> {
  if (intent !== 'explain' && unreadableReason(source.text) !== null) {
    yield say(
      `${fileLink(source.path)} is not source code that people write by hand (it is binary or minified), so I leave it alone.`,
    );
    return;
  }
  switch (intent) {
    case 'explain':
      return yield* explainSource(source, desk);
    case 'fix':
      return yield* answerFix(source, desk);
    case 'improve':
      return yield* answerImprove(source, desk);
    case 'tests':
      return yield* answerTests(source, desk);
    case 'document':
      return yield* answerDocument(source, desk);
  }
}

const implied: readonly (readonly [RegExp, Exclude<Intent, 'ask'>])[] = [
  [
    /^(?:please |can you |could you )?(?:write|add|create|generate|draft|make|suggest) .{0,40}\b(?:tests?|test cases|specs?)\b|^(?:please )?test (?:this|it)\b/,
    'tests',
  ],
  [
    /^(?:please |can you |could you )?(?:document|(?:write|add|create|generate|draft) .{0,30}\b(?:doc(?:s|strings?|umentation)?|jsdoc|comments?)\b)/,
    'document',
  ],
  [
    /^(?:please |can you |could you )?(?:fix|debug|repair)\b|\b(?:any|find|spot) (?:the )?(?:bugs?|problems?|mistakes?|errors?)\b|\bwhat(?:'s| is) wrong\b|\bwhy (?:does|is)(?:n't| not)? (?:this|it) .{0,30}\b(?:work|fail|broken|hang)/,
    'fix',
  ],
  [/^(?:please |can you |could you )?(?:improve|refactor|clean up|simplify|optimi[sz]e|review|shorten)\b/, 'improve'],
];

/** A plain question that asks for one of the other things, where there is code to do it with. */
function impliedIntent(inquiry: Inquiry): Intent {
  const lower = inquiry.words.toLowerCase().replace(/’/g, "'").slice(0, 400);
  const found = implied.find(([form]) => form.test(lower))?.[1] ?? 'ask';
  const hasCode = inquiry.items.length > 0 || /[`/]|[a-z][A-Z]|\w\(|\w\.\w/.test(inquiry.words);
  return hasCode ? found : 'ask';
}

/** What is attached; else what the words or the earlier answer name. */
async function* findTargets(inquiry: Inquiry, desk: Desk): Work<Source[]> {
  if (inquiry.isFreshContext) return inquiry.items.map((item) => desk.sourceOf(item));
  const subjects = yield* resolveSubjects(inquiry.words === '' ? 'this' : inquiry.words, inquiry, desk);
  const targets: Source[] = [];
  for (const { path, symbol } of subjects.slice(0, 1)) {
    const source = yield* desk.read(path);
    if (source === null) continue;
    const found =
      symbol === null
        ? undefined
        : outlineOf(source).symbols.find(({ name, line }) => name === symbol.name && line === symbol.line);
    if (found === undefined) targets.push(source);
    else {
      const firstLine = docStart(source, found);
      targets.push(
        createSource({
          path,
          languageId: source.language.id,
          firstLine,
          isWhole: false,
          text: linesBetween(source, firstLine, found.endLine),
        }),
      );
    }
  }
  return targets.length > 0 ? targets : inquiry.items.map((item) => desk.sourceOf(item));
}

function* sayNoTarget(intent: Exclude<Intent, 'ask'>, desk: Desk): Generator<ReturnType<typeof say>> {
  const verbs = { explain: 'explain', fix: 'check', improve: 'improve', tests: 'test', document: 'document' };
  yield say(
    `There is no code here to ${verbs[intent]}. Select some in the editor and choose ${inline(intent)} again, or attach a file with ${inline('@')}.`,
  );
  if (desk.workspaceName !== null) yield say('You can also name a function or a file of the workspace.');
}

function* noteCuts(sources: readonly Source[]): Generator<{ type: 'notice'; message: string }> {
  for (const { path, text, leftOutCharacters } of sources) {
    if (leftOutCharacters === 0) continue;
    yield {
      type: 'notice',
      message: `Only the first ${text.length.toLocaleString('en-US')} characters of ${path} were looked at; ${leftOutCharacters.toLocaleString('en-US')} more were left out.`,
    };
  }
}
