import * as routes from '../protocol/routes/conversations.ts';
import { branchConversation, duplicateConversation } from '../services/conversations/copy-conversation.ts';
import { exportAsJson, exportAsMarkdown } from '../services/conversations/export-conversation.ts';
import { replayConversation } from '../services/messages/replay-conversation.ts';
import type { Api, ApiOptions } from './context.ts';

export function bindConversations(api: Api, options: ApiOptions): void {
  const { conversations, messages, store, clock } = options;

  api.openapi(routes.listConversations, async (c) => {
    const { archived, ...query } = c.req.valid('query');
    const { rows, nextCursor } = await conversations.list(c.get('principal'), {
      ...query,
      isArchived: archived === 'true',
    });
    return c.json({ conversations: rows, nextCursor }, 200);
  });
  api.openapi(routes.createConversation, async (c) =>
    c.json(await conversations.create(c.get('principal'), c.req.valid('json')), 201),
  );
  api.openapi(routes.getConversation, async (c) =>
    c.json(await conversations.get(c.get('principal'), c.req.valid('param').id), 200),
  );
  api.openapi(routes.updateConversation, async (c) =>
    c.json(await conversations.update(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.deleteConversation, async (c) => {
    const isDeleted = c.req.valid('query').undo !== 'true';
    await conversations.setDeleted(c.get('principal'), c.req.valid('param').id, isDeleted);
    return c.json({ done: true as const }, 200);
  });
  api.openapi(routes.duplicateConversation, async (c) => {
    const conversationId = c.req.valid('param').id;
    return c.json(await duplicateConversation({ ...options, principal: c.get('principal'), conversationId }), 201);
  });
  api.openapi(routes.exportConversation, async (c) => {
    const principal = c.get('principal');
    const { id } = c.req.valid('param');
    const everything = await messages.listAll(principal, id);
    if (c.req.valid('json').format === 'json') return c.json(exportAsJson({ ...everything, clock }), 200);
    const { conversation, rows } = everything;
    const leaf = conversation.activeMessageId;
    const path = leaf === null ? [] : await store.read((reader) => reader.listPath(leaf, Number.MAX_SAFE_INTEGER));
    const shown = new Set(path.map((row) => row.id));
    return c.json(
      exportAsMarkdown(
        conversation,
        rows.filter((row) => shown.has(row.id)),
      ),
      200,
    );
  });
  api.openapi(routes.archiveConversation, async (c) =>
    c.json(await conversations.update(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.pinConversation, async (c) =>
    c.json(await conversations.update(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.branchConversation, async (c) => {
    const principal = c.get('principal');
    const copy = { ...options, principal, conversationId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await branchConversation(copy), 201);
  });
  api.openapi(routes.setConversationAgent, async (c) =>
    c.json(await conversations.update(c.get('principal'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.replayConversation, async (c) => {
    const principal = c.get('principal');
    const replay = { ...options, principal, conversationId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await replayConversation(replay), 202);
  });
}
