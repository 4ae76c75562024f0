import { isKnownAgent, conversationAgent } from '../../core/agents.ts';
import type { Clock, Ids, Principal, Store, StoreReader } from '../../core/ports.ts';
import { untitled } from '../../core/title-from-words.ts';
import type { Conversation, ConversationSettings } from '../../protocol/conversation.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';

export interface ConversationServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewConversation {
  readonly title?: string | undefined;
  readonly projectId?: string | null | undefined;
  readonly agentId?: string | undefined;
  readonly model?: string | null | undefined;
  readonly settings?: Partial<WithUndefined<ConversationSettings>> | undefined;
}

type WithUndefined<T> = { [K in keyof T]: T[K] | undefined };

export interface ConversationPatch {
  readonly title?: string | undefined;
  readonly projectId?: string | null | undefined;
  readonly agentId?: string | undefined;
  readonly model?: string | null | undefined;
  readonly settings?: Partial<WithUndefined<ConversationSettings>> | undefined;
  readonly activeMessageId?: string | undefined;
  readonly isArchived?: boolean | undefined;
  readonly isPinned?: boolean | undefined;
}

export interface ConversationQuery {
  readonly q?: string | undefined;
  readonly isArchived: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const noSettings: ConversationSettings = { temperature: null, topP: null, maxOutputTokens: null, systemPrompt: null };

/** @throws ConductorError `not_found`, also where it belongs to somebody else. */
export async function requireConversation(
  reader: StoreReader,
  id: string,
  principal: Principal,
): Promise<Conversation> {
  const conversation = await reader.getConversation(id);
  if (conversation?.userId !== principal.userId) {
    throw new ConductorError('not_found', 'This conversation does not exist, or it was deleted.');
  }
  return conversation;
}

function requireAgent(agentId: string): string {
  if (isKnownAgent(agentId)) return agentId;
  throw new ConductorError('not_found', `There is no agent called “${agentId}”.`);
}

/** The object without the keys whose value is undefined. */
function given<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Conversations: made, found, changed, put away. */
export class ConversationService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: ConversationServiceOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The row of a new, empty conversation; nothing is kept by this. */
  draft(principal: Principal, input: NewConversation): Conversation {
    const now = this.#clock.now();
    return {
      id: this.#ids.next('c'),
      userId: principal.userId,
      projectId: input.projectId ?? null,
      title: input.title ?? untitled,
      agentId: requireAgent(input.agentId ?? conversationAgent.id),
      workflowId: null,
      model: input.model ?? null,
      createdAt: now,
      updatedAt: now,
      lastMessageAt: now,
      isArchived: false,
      isPinned: false,
      settings: { ...noSettings, ...given(input.settings ?? {}) },
      tokenCount: 0,
      messageCount: 0,
      activeMessageId: null,
    };
  }

  async create(principal: Principal, input: NewConversation): Promise<Conversation> {
    const row = this.draft(principal, input);
    await this.#store.write((writer) => writer.insertConversation(row));
    return row;
  }

  get(principal: Principal, id: string): Promise<Conversation> {
    return this.#store.read((reader) => requireConversation(reader, id, principal));
  }

  list(principal: Principal, query: ConversationQuery): Promise<{ rows: Conversation[]; nextCursor: string | null }> {
    const { q, isArchived, limit, cursor } = query;
    return this.#store.read((reader) =>
      reader.listConversations({
        userId: principal.userId,
        isArchived,
        limit,
        ...(q === undefined || q.trim() === '' ? {} : { query: q.trim() }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
  }

  update(principal: Principal, id: string, patch: ConversationPatch): Promise<Conversation> {
    if (patch.agentId !== undefined) requireAgent(patch.agentId);
    return this.#store.write(async (writer) => {
      const before = await requireConversation(writer, id, principal);
      const { settings, activeMessageId, ...fields } = patch;
      const changes: Partial<Omit<Conversation, 'id'>> = { ...given(fields), updatedAt: this.#clock.now() };
      if (settings !== undefined) changes.settings = { ...before.settings, ...given(settings) };
      if (activeMessageId !== undefined) {
        const message = await writer.getMessage(activeMessageId);
        if (message?.conversationId !== id) {
          throw new ConductorError('not_found', 'This message is not part of the conversation.');
        }
        changes.activeMessageId = await writer.findLeaf(activeMessageId);
      }
      await writer.updateConversation(id, changes);
      return { ...before, ...changes };
    });
  }

  /** Deleting hides; nothing is erased, so that it can be undone. */
  async setDeleted(principal: Principal, id: string, isDeleted: boolean): Promise<void> {
    await this.#store.write(async (writer) => {
      if (isDeleted) await requireConversation(writer, id, principal);
      await writer.setConversationDeleted(id, isDeleted ? this.#clock.now() : null);
      if (!isDeleted) await requireConversation(writer, id, principal);
    });
  }
}
