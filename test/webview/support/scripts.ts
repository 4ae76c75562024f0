import type { Step } from '../fake/fake-run.ts';

const figures: Step = { event: { type: 'usage', data: { inputTokens: 1_200, outputTokens: 84, costUsd: 0.006 } } };
const complete: Step = { event: { type: 'status', data: { state: 'complete', finishReason: 'stop' } } };
const streaming: Step = { event: { type: 'status', data: { state: 'streaming' } } };

/** An answer of numbered words, so slowly that a test can step in. */
export function slowWords(count: number, everyMs: number): Step[] {
  const words = Array.from({ length: count }, (_, index): Step => ({ afterMs: everyMs, text: `w${index} ` }));
  return [streaming, ...words, figures, complete];
}

/** The words that {@link slowWords} writes in all. */
export function slowWordsText(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index}`).join(' ');
}

/** An answer that fails before its first word. */
export function failing(code: string, message: string, details: Record<string, unknown> | null = null): Step[] {
  return [
    { event: { type: 'error', data: { code, message, details } } } as Step,
    { event: { type: 'status', data: { state: 'failed', finishReason: 'error' } } },
  ];
}

export const retryQuestion = 'Why does this hang when the server answers 429, and fix it.';

export const retryAnswer = `The loop sleeps with \`await delay(ms)\`, which never looks at the signal. On a 429 the server sends \`Retry-After: 3600\`, so it sleeps an hour: [retry.ts:52](src/retry.ts:52).

Bound the wait, and let it end on abort:

\`\`\`ts
const waitMs = Math.min(
  retryAfterMs(response) ?? backoffMs(attempt),
  limits.maxWaitMs,
);
await sleep(waitMs, { signal }); // ends on abort
\`\`\`

Two things follow from it:

- a request that is stopped ends at once
- a server cannot hold the loop for longer than \`limits.maxWaitMs\`
`;

const pieces = retryAnswer.match(/[\s\S]{1,24}/g) ?? [];

/** An answer with reasoning, two tools and Markdown, as a good model gives it. */
export const richAnswer: Step[] = [
  { event: { type: 'status', data: { state: 'thinking' } } },
  { thinking: 'The signal is not passed to the sleep. ' },
  streaming,
  { event: { type: 'tool_call', data: { callId: 'a', name: 'read', title: 'retry.ts, client.ts' } } },
  { event: { type: 'tool_result', data: { callId: 'a', ok: true, summary: '', durationMs: 100 } } },
  { event: { type: 'tool_call', data: { callId: 'b', name: 'search', title: '“Retry-After”' } } },
  { event: { type: 'tool_result', data: { callId: 'b', ok: true, summary: '3 places', durationMs: 200 } } },
  ...pieces.map((text): Step => ({ text })),
  figures,
  complete,
];
