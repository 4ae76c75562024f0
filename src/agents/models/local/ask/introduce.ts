import type { Desk } from '../desk.ts';
import { inline } from '../markdown.ts';
import { say, type Work } from '../work.ts';

/** The name that the picker shows, here for sentences. */
const ownName = 'the built-in model';

const keyHint =
  'To have a language model answer here, add a key: open the model picker at the message box, choose a provider, and paste the key. It stays in your editor’s secret store.';

const abilities = [
  '- **find** the places that bear on a question, quoted with file and line: “where do we wait between tries?”',
  '- **explain** a selection, a function or a file from its structure: steps, results, errors, users',
  '- **fix** what can be checked without guessing: promises nobody awaits, stop signals not passed on, loose comparisons, swallowed errors',
  '- **improve**: length, nesting, repetition, small rewrites that keep the meaning',
  '- **tests** and **documentation comments** drafted from signatures, branches and errors, in your framework and style',
  '- **list and count**: functions, types, exports, tests, TODOs, files; **who uses what**',
  '- **draft** from templates: a commit message, README, changelog entry, bug report, common regular expressions, `.gitignore`, `tsconfig.json`',
];

/** What it is, what it can do, and how to get more. */
export async function* answerHelp(desk: Desk): Work<void> {
  await desk.pause();
  yield say(
    `I am ${ownName}: a program inside Conductor, not a language model. I read code with fixed rules, on this machine, with no network and no key. I do not understand prose, so I find and derive; I do not invent.`,
  );
  yield say('What I can do:', '', ...abilities);
  yield* sayWorkspace(desk);
  yield say(keyHint);
}

export async function* answerGreeting(desk: Desk): Work<void> {
  yield say(`Hello. I am ${ownName}: I work on your code offline, by rules rather than by a language model.`);
  yield* sayWorkspace(desk);
  yield say(
    'Ask where something is, what a function does, or attach code and pick **explain**, **fix**, **tests** or **document**. “help” lists all of it.',
  );
}

export async function* answerThanks(desk: Desk): Work<void> {
  await desk.pause();
  yield say('Glad it helped. Ask on, or attach the next piece of code.');
}

async function* sayWorkspace(desk: Desk): Work<void> {
  if (desk.workspaceName === null) {
    yield say('No folder is open, so I see only what you attach. Open one to ask about all of it.');
    return;
  }
  const files = await desk.listFiles();
  const example = files.find(({ path }) => /(?:^|\/)src\/.*\.(?:ts|tsx|js|py|go|rs|java)$/.test(path));
  yield say(
    `The workspace ${inline(desk.workspaceName)} is open, with ${files.length.toLocaleString('en-US')} files that I can read.${
      example === undefined ? '' : ` For example: “summarise ${example.path}”.`
    }`,
  );
}
