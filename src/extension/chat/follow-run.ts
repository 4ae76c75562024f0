import type { Client } from '../../agents/client/client.ts';
import { isEndState } from '../../agents/protocol/end-state.ts';

/** Resolves when the newest answer of a conversation has ended; at once where none is being written. */
export async function followRun(client: Client, conversationId: string, signal: AbortSignal): Promise<void> {
  const { messages } = await client.call(
    'GET /api/conversations/{id}/messages',
    { params: { id: conversationId }, query: { limit: 1 } },
    { signal },
  );
  const last = messages.at(-1);
  if (last === undefined || isEndState(last.state)) return;
  const query = { messageId: last.id, after: last.lastSeq };
  for await (const event of client.stream('GET /api/messages/stream', { query }, { signal })) {
    if (event.type === 'status' && isEndState(event.data.state)) return;
  }
}
