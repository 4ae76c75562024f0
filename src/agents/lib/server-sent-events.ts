/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/**
 * Decodes a stream of Server-Sent Events, whatever pieces it arrives in. Comments and unknown fields are passed over;
 * an unfinished last event is dropped.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* parseServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  let afterCarriageReturn = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      let piece = decoder.decode(value, { stream: true });
      if (afterCarriageReturn && piece.startsWith('\n')) piece = piece.slice(1);
      if (piece !== '') afterCarriageReturn = piece.endsWith('\r');
      const lines = (rest + piece).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { id, event: event === '' ? 'message' : event, data: data.join('\n') };
          event = '';
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon === -1 ? line : line.slice(0, colon);
        const text = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
        if (field === 'data') data.push(text);
        else if (field === 'event') event = text;
        else if (field === 'id' && !text.includes('\0')) id = text;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** One event as text. `data` may hold line breaks. */
export function toServerSentEvent(event: { id?: string; event?: string; data: string }): string {
  const head =
    (event.id === undefined ? '' : `id: ${event.id}\n`) + (event.event === undefined ? '' : `event: ${event.event}\n`);
  return `${head}${event.data
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}
