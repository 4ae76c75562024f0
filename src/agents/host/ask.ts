import type { Client } from '../client/client.ts';
import type { ContextItem } from '../protocol/context-item.ts';
import { isConductorError } from '../protocol/conductor-error.ts';

export interface AskOptions {
  readonly question: string;
  readonly context: readonly ContextItem[];
  readonly model: string | null;
  readonly conversationId: string | null;
  /** Takes the answer's text as it comes. */
  readonly output: { write(text: string): unknown };
  /** Takes everything else: what is being done, failures. */
  readonly asides: { write(text: string): unknown };
  readonly signal: AbortSignal;
}

/** Asks and streams the answer; 0 when it is complete, 1 when it failed, 130 when it was stopped. */
export async function ask(client: Client, options: AskOptions): Promise<number> {
  const { output, asides, signal, model } = options;
  const conversationId = options.conversationId ?? (await client.call('POST /api/conversations', { body: {} })).id;
  const turn = await client.call('POST /api/conversations/{id}/messages', {
    params: { id: conversationId },
    body: { content: options.question, context: [...options.context], ...(model === null ? {} : { model }) },
  });
  const messageId = turn.assistantMessage.id;
  const stop = (): void => {
    void client.call('POST /api/messages/{id}/stop', { params: { id: messageId } });
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  let exitCode = 1;
  let isMidLine = false;
  // Both streams may be one terminal: an aside gets a line of its own.
  const tell = (line: string): void => {
    asides.write(`${isMidLine ? '\n' : ''}${line}\n`);
    isMidLine = false;
  };
  try {
    for await (const event of client.stream('GET /api/messages/stream', { query: { messageId, after: 0 } })) {
      if (event.type === 'text') {
        output.write(event.data.delta);
        isMidLine = !event.data.delta.endsWith('\n');
      } else if (event.type === 'tool_call') tell(`· ${event.data.name} ${event.data.title}`);
      else if (event.type === 'notice') tell(`· ${event.data.message}`);
      else if (event.type === 'error') tell(`conductor: ${event.data.message}`);
      else if (event.type === 'status' && event.data.state === 'complete') exitCode = 0;
      else if (event.type === 'status' && event.data.state === 'stopped') exitCode = 130;
    }
  } catch (cause) {
    if (!isConductorError(cause) || cause.code !== 'cancelled') throw cause;
    exitCode = 130;
  }
  output.write('\n');
  if (options.conversationId === null) asides.write(`· conversation ${conversationId}\n`);
  return exitCode;
}
