import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { FileCache, type IndexedFile } from '../../../src/agents/models/local/search/file-index.ts';
import { pickBest, rankPassages, type Hit } from '../../../src/agents/models/local/search/rank.ts';
import { queryTerms } from '../../../src/agents/models/local/search/terms.ts';
import { loadFixture } from './load-fixture.ts';

interface Expected {
  readonly question: string;
  readonly path: string;
  /** A line that the passage must hold, by its text. */
  readonly holds: string;
}

const questions: readonly Expected[] = [
  { question: 'how long do we wait between tries?', path: 'src/http/retry.ts', holds: 'export function backoffMs' },
  { question: 'where is the Retry-After header read', path: 'src/http/retry.ts', holds: 'function parseRetryAfter' },
  { question: 'which status codes are tried again', path: 'src/http/retry.ts', holds: 'isWorthRetrying' },
  { question: 'how does the http client give up', path: 'src/http/client.ts', holds: 'throw new CarrierError' },
  { question: 'timeout of a request to a carrier', path: 'src/http/client.ts', holds: 'AbortSignal.timeout' },
  { question: 'how many jobs run at the same time', path: 'src/queue/job-queue.ts', holds: 'parallel' },
  { question: 'what happens when a job fails', path: 'src/queue/job-queue.ts', holds: 'A job failed' },
  { question: 'wait until the queue is empty', path: 'src/queue/job-queue.ts', holds: 'drain' },
  { question: 'validation of tracking numbers', path: 'src/parcels/parcel.ts', holds: 'parseTrackingNumber' },
  { question: 'when is a parcel finished', path: 'src/parcels/parcel.ts', holds: 'isFinished' },
  { question: 'days since a parcel changed', path: 'src/parcels/parcel.ts', holds: 'daysSinceChange' },
  {
    question: 'where are the carrier codes mapped to states',
    path: 'src/parcels/tracker.ts',
    holds: "DEL: 'delivered'",
  },
  { question: 'address of the carrier api', path: 'src/parcels/tracker.ts', holds: 'carrierUrl' },
  { question: 'who tells the owner about a change', path: 'src/parcels/tracker.ts', holds: 'notifyOwner' },
  { question: 'sending mail over smtp', path: 'src/notify/mailer.ts', holds: 'sendMail' },
  { question: 'subject of the mail for lost parcels', path: 'src/notify/templates.ts', holds: 'lost' },
  {
    question: 'how are parcels saved to disk safely',
    path: 'src/store/file-store.ts',
    holds: 'rename(temporary, path)',
  },
  { question: 'what survives a crash', path: 'src/store/file-store.ts', holds: 'a crash loses nothing' },
  { question: 'deleting a parcel from the store', path: 'src/store/file-store.ts', holds: 'remove' },
  { question: 'which cache entry is evicted', path: 'src/lib/lru-cache.ts', holds: 'set(key: K' },
  { question: 'token bucket', path: 'src/lib/rate-limiter.ts', holds: 'createRateLimiter' },
  { question: 'limit of requests per minute', path: 'src/lib/rate-limiter.ts', holds: 'perMinute' },
  { question: 'which environment variables are needed', path: 'src/config.ts', holds: 'COURIER_MAIL_HOST' },
  { question: 'default timeout setting', path: 'src/config.ts', holds: 'defaultTimeoutMs' },
  { question: 'importing a csv file', path: 'scripts/import_parcels.py', holds: 'DictReader' },
  { question: 'duplicate tracking numbers in the import', path: 'scripts/import_parcels.py', holds: 'number in seen' },
  { question: 'how many parcels did each carrier lose', path: 'scripts/carrier_report.py', holds: 'count_lost' },
  { question: 'how often are carriers polled', path: 'src/main.ts', holds: 'pollEveryMs' },
  { question: 'what stops the program on SIGTERM', path: 'src/main.ts', holds: 'SIGTERM' },
  { question: 'calculate a percentage', path: 'scripts/carrier_report.py', holds: 'def percentage' },
];

const shown = 3;
const leastFirst = 0.75;
const leastShown = 0.9;

describe('searching the fixture workspace', () => {
  const files = loadFixture();
  const cache = new FileCache({ mostEntries: 1_000_000, mostTerms: 100_000 });
  const indexed: IndexedFile[] = [];

  before(async () => {
    for (const [path, text] of Object.entries(files)) {
      const file = await cache.read(path, text, () => Promise.resolve());
      if (file !== null) indexed.push(file);
    }
  });

  const rank = (question: string): Promise<Hit[]> =>
    rankPassages(indexed, queryTerms(question), {
      termNumber: (term) => cache.termNumber(term),
      pause: () => Promise.resolve(),
    });

  async function rankOf({ question, path, holds }: Expected): Promise<number> {
    const hits = await rank(question);
    return pickBest(hits, shown).findIndex(({ file, passage }) => {
      const lines = (files[file.path] ?? '').split('\n').slice(passage.startLine - 1, passage.endLine);
      return file.path === path && lines.join('\n').includes(holds);
    });
  }

  it('quotes the passage that bears on the question', async () => {
    const ranks = await Promise.all(questions.map(async (expected) => ({ ...expected, rank: await rankOf(expected) })));
    const first = ranks.filter(({ rank }) => rank === 0).length / ranks.length;
    const among = ranks.filter(({ rank }) => rank >= 0).length / ranks.length;
    const missed = ranks.filter(({ rank }) => rank < 0).map(({ question }) => question);
    if (process.env['SHOW_QUALITY'] !== undefined) {
      console.log({
        first,
        among,
        missed,
        later: ranks.filter(({ rank }) => rank > 0).map(({ question }) => question),
      });
    }
    assert.ok(first >= leastFirst, `first for ${first}`);
    assert.ok(among >= leastShown, `quoted for ${among}; missed: ${missed.join('; ')}`);
  });

  it('finds nothing where nothing bears on the question', async () => {
    for (const question of ['kubernetes ingress', 'paint the bedroom ceiling blue', 'credit cards and invoices']) {
      assert.deepEqual(await rank(question), [], question);
    }
  });
});
