import { readFile } from 'node:fs/promises';
import { createCache } from './cache.ts';
import { startDemoServer } from './demo-server.ts';
import { findLinks } from './find-links.ts';
import { request, type Reply } from './http-client.ts';
import { createQueue } from './queue.ts';
import { formatReport, type CheckedLink } from './report.ts';

const parallelRequests = 3;
const rememberMs = 60_000;

async function main(file: string): Promise<void> {
  const server = await startDemoServer(4810);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());

  const links = findLinks(await readFile(file, 'utf8'));
  const cache = createCache<Promise<Reply>>(rememberMs);
  const queue = createQueue(parallelRequests);
  const checked: CheckedLink[] = [];

  for (const link of links) {
    queue.add(async () => {
      const reply = await cache.get(link.url, () => request(link.url, { signal: stop.signal, tries: 5 }));
      checked.push({ ...link, reply });
    });
  }

  await queue.idle();
  console.log(formatReport(file, checked));
  server.close();
}

await main(process.argv[2] ?? 'docs/reading-list.md');
