import { toServerSentEvent } from '../lib/server-sent-events.ts';

/** A connection that says nothing for this long gets a comment, so that nobody between takes it for dead. */
const keepAliveMs = 15_000;

/**
 * Values as a stream of Server-Sent Events, taken one at a time as the reader asks for them, until they end, the reader
 * goes away or the signal stops it; the signal that `open` gets tells of both.
 */
export function streamEvents<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  head: (value: T) => { id?: string; event?: string },
  signal: AbortSignal,
  keepAlive: (tick: () => void) => () => void = everyFewSeconds,
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const either = AbortSignal.any([signal, gone.signal]);
  const iterator = open(either)[Symbol.asyncIterator]();
  let endKeepAlive: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        endKeepAlive = keepAlive(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': still here\n\n'));
        });
        // The head reaches the client at once, whenever the first event comes.
        controller.enqueue(encoder.encode(': begin\n\n'));
      },
      async pull(controller) {
        const next = await iterator.next().catch((cause: unknown) => {
          endKeepAlive();
          throw cause;
        });
        if (next.done === true || either.aborted) {
          endKeepAlive();
          controller.close();
          return;
        }
        controller.enqueue(
          encoder.encode(toServerSentEvent({ ...head(next.value), data: JSON.stringify(next.value) })),
        );
      },
      async cancel() {
        endKeepAlive();
        gone.abort();
        await iterator.return?.(undefined);
      },
    },
    { highWaterMark: 4 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

function everyFewSeconds(tick: () => void): () => void {
  const timer = setInterval(tick, keepAliveMs);
  return () => clearInterval(timer);
}
