import * as routes from '../protocol/routes/messages.ts';
import type { Api, ApiOptions } from './context.ts';
import { streamEvents } from './stream-events.ts';
import { watchChanges } from './watch-changes.ts';

export function bindMessages(api: Api, options: ApiOptions): void {
  const { messages } = options;

  api.openapi(routes.listMessages, async (c) =>
    c.json(await messages.list(c.get('principal'), c.req.valid('param').id, c.req.valid('query')), 200),
  );
  api.openapi(routes.sendMessage, async (c) =>
    c.json(await messages.send(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 202),
  );
  // Before the routes with an id, which would take “stream” for one.
  api.openapi(routes.streamMessage, async (c) => {
    const { messageId, after } = c.req.valid('query');
    const lastSeen = Number(c.req.header('last-event-id') ?? 0);
    const from = Math.max(after, Number.isSafeInteger(lastSeen) ? lastSeen : 0);
    const open = await messages.follow(c.get('principal'), messageId, from);
    return streamEvents(open, (event) => ({ id: String(event.seq), event: event.type }), c.req.raw.signal);
  });
  api.openapi(routes.editMessage, async (c) =>
    c.json(await messages.edit(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 202),
  );
  api.openapi(routes.deleteMessage, async (c) => {
    await messages.remove(c.get('principal'), c.req.valid('param').id);
    return c.json({ done: true as const }, 200);
  });
  api.openapi(routes.regenerateMessage, async (c) =>
    c.json(await messages.regenerate(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 202),
  );
  api.openapi(routes.stopMessage, async (c) =>
    c.json(await messages.stop(c.get('principal'), c.req.valid('param').id), 200),
  );
  api.openapi(routes.getThinking, async (c) => {
    const messageId = c.req.valid('param').id;
    return c.json({ messageId, thinking: await messages.thinking(c.get('principal'), messageId) }, 200);
  });
  api.openapi(routes.streamChanges, (c) =>
    streamEvents(
      (signal) => watchChanges(options, signal),
      (change) => ({ event: change.area }),
      c.req.raw.signal,
    ),
  );
}
