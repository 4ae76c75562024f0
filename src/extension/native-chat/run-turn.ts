import type { Client } from '../../agents/client/client.ts';
import { isEndState } from '../../agents/protocol/end-state.ts';
import type { RunEvent } from '../../agents/protocol/events.ts';
import type { SendMessage } from '../../agents/protocol/message.ts';

export interface TurnOptions {
  readonly client: Client;
  readonly conversationId: string;
  readonly message: SendMessage;
  /** Stops the answer; what was written by then stays in the conversation. */
  readonly signal: AbortSignal;
}

/**
 * Sends one message and hands out the events of its answer until its end. A failed answer is an `error` event.
 * @throws ConductorError when the message was not taken.
 */
export async function* runTurn({ client, conversationId, message, signal }: TurnOptions): AsyncGenerator<RunEvent> {
  const { assistantMessage } = await client.call('POST /api/conversations/{id}/messages', {
    params: { id: conversationId },
    body: message,
  });
  const { id } = assistantMessage;
  const stop = (): void => void client.call('POST /api/messages/{id}/stop', { params: { id } }).catch(() => undefined);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  let isEnded = false;
  try {
    for await (const event of client.stream('GET /api/messages/stream', { query: { messageId: id, after: 0 } })) {
      isEnded = event.type === 'status' && isEndState(event.data.state);
      yield event;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // Whoever listened went away before the end.
    if (!isEnded) stop();
  }
}
