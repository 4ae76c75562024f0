import type { Desk } from '../desk.ts';
import type { Inquiry } from '../inquiry.ts';
import { fenced, inline } from '../markdown.ts';
import { outlineOf } from '../source/outline.ts';
import { createSource } from '../source/source.ts';
import { say, type WorkEvent } from '../work.ts';

/** What the request says the text is about: the words behind “for”, “about” or a colon. */
function topicOf(about: string): string {
  const match = /(?:\b(?:for|about|that|saying|which|on|titled|called)\b|:)\s+(.{3,300})$/is.exec(about.trim());
  return (match?.[1] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[.?!]+$/, '')
    .trim();
}

const imperatives: Readonly<Record<string, string>> = {
  adds: 'add',
  added: 'add',
  adding: 'add',
  fixes: 'fix',
  fixed: 'fix',
  fixing: 'fix',
  removes: 'remove',
  removed: 'remove',
  removing: 'remove',
  changes: 'change',
  changed: 'change',
  changing: 'change',
  updates: 'update',
  updated: 'update',
  updating: 'update',
  renames: 'rename',
  renamed: 'rename',
  renaming: 'rename',
  makes: 'make',
  making: 'make',
  made: 'make',
  moves: 'move',
  moved: 'move',
  moving: 'move',
  passes: 'pass',
  passing: 'pass',
  improves: 'improve',
  improved: 'improve',
  improving: 'improve',
  refactors: 'refactor',
  refactored: 'refactor',
  refactoring: 'refactor',
  handles: 'handle',
  handling: 'handle',
};

/** `fixing the retry` as `Fix the retry`. */
function toImperative(topic: string): string {
  const [first = '', ...others] = topic.split(' ');
  const verb = imperatives[first.toLowerCase()] ?? first;
  const text = [verb, ...others].join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names of the attached code, for texts that speak of it. */
function attachedNames(inquiry: Inquiry): { path: string; names: string[] }[] {
  return inquiry.items.slice(0, 4).map((item) => {
    const source = createSource({ path: item.path, text: item.text, languageId: item.languageId });
    const names = outlineOf(source)
      .symbols.filter(({ container }) => container === null)
      .map(({ name }) => name);
    return { path: item.path, names: names.slice(0, 6) };
  });
}

const longestSubject = 72;

export function* draftCommit(about: string, inquiry: Inquiry): Generator<WorkEvent> {
  const topic = topicOf(about);
  const attached = attachedNames(inquiry);
  const subject =
    topic === '' ? `[What changes] in ${attached[0]?.names[0] ?? '[the part it changes]'}` : toImperative(topic);
  const body = [
    subject,
    '',
    '[Why it was needed: what went wrong, or what was missing.]',
    '[What it does now, where that is not plain from the subject.]',
    ...(attached.length === 0
      ? []
      : ['', ...attached.map(({ path, names }) => `- ${path}${names.length === 0 ? '' : `: ${names.join(', ')}`}`)]),
  ];
  yield say(fenced(body.join('\n'), ''));
  const length =
    subject.length > longestSubject
      ? ` The subject has ${subject.length} characters; most tools cut at ${longestSubject}.`
      : '';
  yield say(
    `The subject says what the change does, as an order; the body says why.${length} I do not read the repository’s diff, so check it against ${inline('git diff --staged')}.`,
  );
}

export function* draftChangelog(about: string): Generator<WorkEvent> {
  const topic = topicOf(about);
  const line = topic === '' ? '[What people can do now, or no longer have to.]' : `${toImperative(topic)}.`;
  const kind = /\bfix/i.test(topic)
    ? 'Fixed'
    : /\bremov|\bdrop/i.test(topic)
      ? 'Removed'
      : /\badd|\bnew\b/i.test(topic) || topic === ''
        ? 'Added'
        : 'Changed';
  yield say(fenced(`## [Unreleased]\n\n### ${kind}\n\n- ${line}`, 'markdown'));
  yield say('One line a change, for the people who use it: what is different for them, not which file was touched.');
}

export function* draftPullRequest(about: string): Generator<WorkEvent> {
  const topic = topicOf(about);
  const title = topic === '' ? '[What it does, as an order]' : toImperative(topic);
  yield say(
    fenced(
      [
        `# ${title}`,
        '',
        '## Why',
        '',
        '[The problem, with a link to where it was reported.]',
        '',
        '## What changes',
        '',
        '- [the change that a reader should look at first]',
        '- [the rest]',
        '',
        '## How it was tested',
        '',
        '- [the command, and what it showed]',
        '',
        '## Left out',
        '',
        '- [what a reader may expect here and will not find]',
      ].join('\n'),
      'markdown',
    ),
  );
}

export function* draftBugReport(about: string, desk: Desk): Generator<WorkEvent> {
  const topic = topicOf(about);
  yield say(
    fenced(
      [
        `# ${topic === '' ? '[What goes wrong, in one line]' : topic.charAt(0).toUpperCase() + topic.slice(1)}`,
        '',
        '## What happens',
        '',
        '[What you see, with the exact message.]',
        '',
        '## What should happen',
        '',
        '[…]',
        '',
        '## How to see it',
        '',
        '1. [from a fresh start]',
        '2. […]',
        '',
        'Every time, or [how often].',
        '',
        '## Where',
        '',
        `- Project: ${desk.workspaceName ?? '[name and version]'}`,
        '- Version: [of the program, from its own “about”]',
        '- System: [operating system and version]',
        '',
        '## What I tried',
        '',
        '- […]',
      ].join('\n'),
      'markdown',
    ),
  );
}
