import type { Intent } from '../../../src/agents/protocol/message.ts';

export interface ScenarioTurn {
  readonly words: string;
  readonly intent?: Intent;
  /** A file of the fixture, or lines of one: `src/config.ts`, `src/config.ts:11-22`. */
  readonly attach?: string;
}

export interface Scenario {
  readonly name: string;
  /** False: no folder is open. */
  readonly hasWorkspace?: boolean;
  readonly turns: readonly ScenarioTurn[];
}

/** What people ask the built-in model, and the conversations that follow. */
export const scenarios: readonly Scenario[] = [
  { name: 'greeting', turns: [{ words: 'Hello!' }, { words: 'what can you do?' }] },
  {
    name: 'no-workspace',
    hasWorkspace: false,
    turns: [
      { words: 'where is the retry delay computed?' },
      { words: 'list all functions' },
      { words: 'how does this project start?' },
    ],
  },
  { name: 'start', turns: [{ words: 'Explain how this workspace starts' }, { words: 'what is this project?' }] },
  {
    name: 'follow-up',
    turns: [
      { words: 'what does parseRetryAfter do?' },
      { words: 'and where is it called?' },
      { words: 'write tests for it', intent: 'tests' },
    ],
  },
  { name: 'find', turns: [{ words: 'how are parcels saved to disk safely?' }, { words: 'who pays the invoices?' }] },
  { name: 'search', turns: [{ words: 'search for Retry-After' }, { words: 'grep "no such thing anywhere"' }] },
  {
    name: 'list-and-count',
    turns: [
      { words: 'list the functions in retry.ts' },
      { words: 'how many tests are there?' },
      { words: 'list all TODOs' },
      { words: 'which classes are there?' },
      { words: 'list exported functions in src/lib' },
      { words: 'how many lines of code?' },
    ],
  },
  {
    name: 'where',
    turns: [
      { words: 'where is LruCache defined?' },
      { words: 'who calls createRateLimiter?' },
      { words: 'what imports src/parcels/parcel.ts?' },
    ],
  },
  { name: 'explain-selection', turns: [{ words: '', intent: 'explain', attach: 'src/http/client.ts:22-41' }] },
  { name: 'explain-class', turns: [{ words: 'Explain this', intent: 'explain', attach: 'src/queue/job-queue.ts' }] },
  { name: 'explain-python', turns: [{ words: 'explain', intent: 'explain', attach: 'scripts/import_parcels.py' }] },
  { name: 'explain-fragment', turns: [{ words: 'what does this do?', attach: 'src/parcels/tracker.ts:43-50' }] },
  { name: 'explain-json', turns: [{ words: 'summarise this file', attach: 'package.json' }] },
  { name: 'fix-promises', turns: [{ words: '', intent: 'fix', attach: 'src/notify/mailer.ts' }] },
  { name: 'fix-stop-signal', turns: [{ words: '', intent: 'fix', attach: 'src/parcels/tracker.ts' }] },
  { name: 'fix-loop', turns: [{ words: 'find the bugs', attach: 'src/lib/totals.ts' }] },
  {
    name: 'fix-python',
    turns: [
      { words: '', intent: 'fix', attach: 'scripts/carrier_report.py' },
      { words: '', intent: 'fix', attach: 'scripts/import_parcels.py' },
    ],
  },
  { name: 'fix-nothing', turns: [{ words: '', intent: 'fix', attach: 'src/http/retry.ts' }] },
  {
    name: 'improve',
    turns: [
      { words: '', intent: 'improve', attach: 'src/lib/totals.ts' },
      { words: '', intent: 'improve', attach: 'src/http/retry.ts' },
    ],
  },
  {
    name: 'tests-typescript',
    turns: [
      { words: '', intent: 'tests', attach: 'src/config.ts' },
      { words: '', intent: 'tests', attach: 'src/parcels/parcel.ts' },
    ],
  },
  { name: 'tests-python', turns: [{ words: '', intent: 'tests', attach: 'scripts/carrier_report.py' }] },
  {
    name: 'document',
    turns: [
      { words: '', intent: 'document', attach: 'src/parcels/parcel.ts' },
      { words: '', intent: 'document', attach: 'scripts/import_parcels.py' },
    ],
  },
  { name: 'intent-without-code', turns: [{ words: '', intent: 'fix' }] },
  {
    name: 'drafts',
    turns: [
      { words: 'draft a commit message for passing the stop signal to the pause' },
      { words: 'regex for a uuid' },
      { words: 'write a .gitignore' },
      { words: 'write a changelog entry about fixing lost mails' },
      { words: 'draft a README' },
      { words: 'draft a bug report: mails are lost' },
    ],
  },
];
