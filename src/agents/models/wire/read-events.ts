import { parseServerSentEvents } from '../../lib/server-sent-events.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';

/** One event of a provider's stream, its data parsed. */
export interface WireEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The name of the event that says that nothing follows; it has no data. */
export const doneEvent = '[DONE]';

/**
 * The events of a streamed answer, up to and with `[DONE]`, or to the end of the body. A server that ignores the wish for a stream
 * and answers with one JSON document gives one event.
 * @throws ConductorError `provider_error` on a web page or data that is not JSON; whatever the connection throws when it is cut.
 */
export async function* readEvents(response: Response, name: string): AsyncGenerator<WireEvent> {
  if (response.body === null) return;
  const mediaType = response.headers.get('content-type') ?? '';
  if (/^text\/html\b/i.test(mediaType)) throw new ConductorError('provider_error', notAnAnswer(name));
  if (/^application\/(\w+\+)?json\b/i.test(mediaType)) {
    const text = await response.text();
    if (text.trim() !== '') yield { event: 'message', data: parse(text, name) };
    return;
  }
  for await (const { event, data } of parseServerSentEvents(response.body)) {
    if (data.trim() === doneEvent) {
      yield { event: doneEvent, data: null };
      return;
    }
    if (data.trim() !== '') yield { event, data: parse(data, name) };
  }
}

function notAnAnswer(name: string): string {
  return `${name} sent a web page instead of an answer. Check the base URL, and whether this network wants you to sign in.`;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the text, so they go no further.
    const message = `${name} sent something that is not JSON, so the answer cannot be read on. Try again; if it stays so, check the base URL.`;
    throw new ConductorError('provider_error', message);
  }
}
