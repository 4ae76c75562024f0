import { explainSource } from '../explain/explain.ts';
import type { Desk } from '../desk.ts';
import { answerDraft } from '../drafts/answer-draft.ts';
import type { Inquiry } from '../inquiry.ts';
import { inline, placeLink, plural } from '../markdown.ts';
import { say, type Work } from '../work.ts';
import { answerAboutSubject, answerByPassages } from './find.ts';
import { answerGreeting, answerHelp, answerThanks } from './introduce.ts';
import { answerList } from './list.ts';
import { answerDefined, answerUsed } from './places.ts';
import { parseQuestion } from './question.ts';
import { answerOverview, answerStart } from './start.ts';
import { resolveSubjects } from './subject.ts';

/** Answers a plain question by the kind that its words show. */
export async function* answerAsk(inquiry: Inquiry, desk: Desk): Work<void> {
  const question = parseQuestion(inquiry.words);
  switch (question.kind) {
    case 'greeting':
      return yield* answerGreeting(desk);
    case 'thanks':
      return yield* answerThanks(desk);
    case 'help':
      return yield* answerHelp(desk);
    case 'draft':
      return yield* answerDraft(question.about, inquiry, desk);
    case 'start':
      return yield* answerStart(desk);
    case 'overview':
      return yield* answerOverview(desk);
    case 'list':
    case 'count':
      return yield* answerList(question.what, question.rest, { inquiry, desk, isCount: question.kind === 'count' });
    case 'search':
      return yield* answerSearch(question.text, desk);
    case 'used':
      return yield* answerUse(inquiry, desk);
    case 'defined':
      return yield* answerWhere(inquiry, desk);
    case 'explain':
      return yield* answerExplain(inquiry, desk);
    case 'find':
      return yield* answerFind(inquiry, desk);
  }
}

/** Words that point at what is attached rather than at the whole workspace. */
function isAboutAttached(inquiry: Inquiry): boolean {
  if (inquiry.items.length === 0) return false;
  const pointing =
    /\b(?:this|these|the (?:selection|selected|attached|code|file|function|class|snippet)|it|here|above)\b/i;
  return pointing.test(inquiry.words) && (inquiry.isFreshContext || inquiry.earlier.length > 0);
}

async function* answerUse(inquiry: Inquiry, desk: Desk): Work<void> {
  const subjects = yield* resolveSubjects(inquiry.words, inquiry, desk);
  const subject = subjects[0];
  if (subject !== undefined) yield* answerUsed(subject, desk);
  else yield* answerByPassages(inquiry.words, desk, { tellSteps: false });
}

async function* answerWhere(inquiry: Inquiry, desk: Desk): Work<void> {
  const subjects = yield* resolveSubjects(inquiry.words, inquiry, desk);
  if (subjects.length > 0 && (yield* answerDefined(subjects, desk))) return;
  yield* answerByPassages(inquiry.words, desk, { tellSteps: false });
}

async function* answerExplain(inquiry: Inquiry, desk: Desk): Work<void> {
  if (isAboutAttached(inquiry)) {
    const subjects = inquiry.isFreshContext ? [] : yield* resolveSubjects(inquiry.words, inquiry, desk);
    if (subjects.length > 0 && (yield* answerAboutSubject(subjects, desk))) return;
    for (const item of inquiry.items.slice(0, 3)) yield* explainSource(desk.sourceOf(item), desk);
    return;
  }
  const subjects = yield* resolveSubjects(inquiry.words, inquiry, desk);
  if (subjects.length > 0 && (yield* answerAboutSubject(subjects, desk))) return;
  yield* answerByPassages(inquiry.words, desk, { tellSteps: true });
}

async function* answerFind(inquiry: Inquiry, desk: Desk): Work<void> {
  const isShort = inquiry.words.split(/\s+/).length <= 4;
  if (isShort || /\b(?:it|that)\b/i.test(inquiry.words)) {
    const subjects = yield* resolveSubjects(inquiry.words, inquiry, desk);
    if (subjects.length > 0 && (yield* answerAboutSubject(subjects, desk))) return;
  }
  if (inquiry.isFreshContext && isAboutAttached(inquiry) && isShort) {
    for (const item of inquiry.items.slice(0, 3)) yield* explainSource(desk.sourceOf(item), desk);
    return;
  }
  yield* answerByPassages(inquiry.words, desk, { tellSteps: /\bhow\b/i.test(inquiry.words) });
}

const mostLines = 20;

/** A search for exact words: every line, any case, in code and comments. */
async function* answerSearch(text: string, desk: Desk): Work<void> {
  if (desk.workspaceName === null && desk.items.length === 0) {
    yield say('No folder is open and nothing is attached, so there is nothing to search.');
    return;
  }
  const { places, files } = yield* desk.findText(text);
  if (places.length === 0) {
    yield say(`${inline(text)} does not stand in any of the ${plural(files, 'file')} that I looked at.`);
    yield* answerByPassages(text, desk, { tellSteps: false });
    return;
  }
  const inFiles = new Set(places.map(({ path }) => path)).size;
  const lines = places
    .slice(0, mostLines)
    .map((place) => `- ${placeLink(place.path, place.line)} ${inline(place.text, 110)}`);
  const more = places.length > mostLines ? [`- …and ${places.length - mostLines} more`] : [];
  yield say(
    `${inline(text)} stands in ${plural(places.length, 'line')} of ${plural(inFiles, 'file')}:`,
    '',
    ...lines,
    ...more,
  );
}
