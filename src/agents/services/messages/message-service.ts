import type { Clock, Ids, MessageRow, Principal, Store, StoreReader, StoreWriter } from '../../core/ports.ts';
import { titleFromWords, untitled } from '../../core/title-from-words.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { ContextItem } from '../../protocol/context-item.ts';
import type { Conversation } from '../../protocol/conversation.ts';
import { isEndState, type RunEvent } from '../../protocol/events.ts';
import type { Intent, Message, Turn } from '../../protocol/message.ts';
import { requireConversation } from '../conversations/conversation-service.ts';
import type { ModelService } from '../models/model-service.ts';
import type { RunService } from '../runs/run-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { newAnswer, newQuestion } from './message-rows.ts';
import { prepareTurn } from './prepare-turn.ts';
import { toMessages } from './to-message.ts';

export interface MessageServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly runs: RunService;
  readonly models: ModelService;
  readonly settings: SettingsService;
}

export interface Said {
  readonly content: string;
  readonly intent: Intent;
  readonly context: readonly ContextItem[];
  readonly requestId?: string | undefined;
  readonly model?: string | undefined;
  readonly parentMessageId?: string | null | undefined;
}

interface Accepted {
  readonly conversation: Conversation;
  readonly question: MessageRow;
  readonly answer: MessageRow;
  /** False: the same request was accepted before, its answer is on its way. */
  readonly isNew: boolean;
}

/** Messages: said, answered, asked again, read. */
export class MessageService {
  readonly #options: MessageServiceOptions;

  constructor(options: MessageServiceOptions) {
    this.#options = options;
  }

  /** Keeps a message and begins its answer. */
  send(principal: Principal, conversationId: string, said: Said): Promise<Turn> {
    return this.#begin(principal, said.requestId, async (writer) => {
      const conversation = await requireConversation(writer, conversationId, principal);
      const parentMessageId = said.parentMessageId === undefined ? conversation.activeMessageId : said.parentMessageId;
      if (parentMessageId !== null) await this.#requireEnded(writer, conversation, parentMessageId);
      return this.#accept(writer, { conversation, parentMessageId, said });
    });
  }

  /** The same question in other words, as a new version beside the old one, and its answer. */
  edit(
    principal: Principal,
    messageId: string,
    said: Omit<Said, 'context' | 'intent'> & { context?: readonly ContextItem[] | undefined },
  ): Promise<Turn> {
    return this.#begin(principal, said.requestId, async (writer) => {
      const { conversation, row } = await this.#require(writer, messageId, principal);
      if (row.role !== 'user') {
        throw new ConductorError(
          'invalid_request',
          'Only a person’s message can be edited. Ask for another answer instead.',
        );
      }
      const { parentMessageId, intent } = row;
      return this.#accept(writer, {
        conversation,
        parentMessageId,
        said: { ...said, intent, context: said.context ?? row.context },
      });
    });
  }

  /** Another answer to the same question, beside the one that is there. */
  regenerate(
    principal: Principal,
    messageId: string,
    options: { requestId?: string | undefined; model?: string | undefined },
  ): Promise<Turn> {
    return this.#begin(principal, options.requestId, async (writer) => {
      const { conversation, row } = await this.#require(writer, messageId, principal);
      const question = row.role === 'user' ? row : await this.#parent(writer, row);
      if (row.role !== 'user') await this.#requireEnded(writer, conversation, messageId);
      const model = options.model ?? conversation.model;
      const answer = await this.#insertAnswer(writer, { conversation, question, model, id: options.requestId });
      await this.#touch(writer, conversation, {
        messageCount: conversation.messageCount + 1,
        activeMessageId: answer.id,
      });
      return { conversation, question, answer, isNew: true };
    });
  }

  /** The branch that is shown, oldest first, or what stands above a message. */
  async list(
    principal: Principal,
    conversationId: string,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<{ messages: Message[]; hasEarlier: boolean }> {
    const rows = await this.#options.store.read(async (reader) => {
      const conversation = await requireConversation(reader, conversationId, principal);
      const leaf = page.before === undefined ? conversation.activeMessageId : await this.#above(reader, page.before);
      return leaf === null ? [] : reader.listPath(leaf, page.limit);
    });
    const messages = await this.#show(rows);
    return { messages, hasEarlier: (rows[0]?.parentMessageId ?? null) !== null };
  }

  /** Every version of every message, parents first. */
  async listAll(
    principal: Principal,
    conversationId: string,
  ): Promise<{ conversation: Conversation; rows: MessageRow[]; messages: Message[] }> {
    const { store, runs } = this.#options;
    const { conversation, kept } = await store.read(async (reader) => ({
      conversation: await requireConversation(reader, conversationId, principal),
      kept: await reader.listAllMessages(conversationId),
    }));
    const rows = await Promise.all(kept.map((row) => runs.withAnswer(row)));
    return { conversation, rows, messages: await store.read((reader) => toMessages(reader, rows)) };
  }

  async thinking(principal: Principal, messageId: string): Promise<string> {
    const { store, runs } = this.#options;
    const { row } = await store.read((reader) => this.#require(reader, messageId, principal));
    return (await runs.withAnswer(row)).thinking;
  }

  async stop(principal: Principal, messageId: string): Promise<Message> {
    const { store, runs } = this.#options;
    await store.read((reader) => this.#require(reader, messageId, principal));
    await runs.stop(messageId);
    const { row } = await store.read((reader) => this.#require(reader, messageId, principal));
    const [message] = await this.#show([row]);
    if (message === undefined) throw new ConductorError('not_found', 'This message does not exist.');
    return message;
  }

  /** Takes a message and all below it out; an answer among them is stopped first. */
  async remove(principal: Principal, messageId: string): Promise<void> {
    const { store, clock, runs } = this.#options;
    const { row } = await store.read((reader) => this.#require(reader, messageId, principal));
    for (const run of await store.read((reader) => reader.listOpenRuns())) {
      if (run.conversationId === row.conversationId) await runs.stop(run.streamId);
    }
    await store.write(async (writer) => {
      const { conversation, row: current } = await this.#require(writer, messageId, principal);
      const siblings = (await writer.listSiblings([messageId])).get(messageId) ?? [];
      const count = await writer.deleteMessageTree(messageId, clock.now());
      const other = siblings.filter((id) => id !== messageId).at(-1);
      const activeMessageId = other === undefined ? current.parentMessageId : await writer.findLeaf(other);
      await this.#touch(writer, conversation, {
        messageCount: Math.max(0, conversation.messageCount - count),
        activeMessageId,
      });
    });
  }

  /** A way to the events of an answer after a number, and those to come, once it is clear that there is one. */
  async follow(
    principal: Principal,
    messageId: string,
    after: number,
  ): Promise<(signal: AbortSignal) => AsyncIterable<RunEvent>> {
    await this.#options.store.read((reader) => this.#require(reader, messageId, principal));
    return (signal) => this.#options.runs.follow(messageId, after, signal);
  }

  /** Begins a turn that `accept` keeps in one transaction; the answer is started when that is on disk. */
  async #begin(
    principal: Principal,
    requestId: string | undefined,
    accept: (writer: StoreWriter) => Promise<Accepted>,
  ): Promise<Turn> {
    const { store, runs, models, settings } = this.#options;
    const accepted = await store.write(async (writer) => {
      const earlier = requestId === undefined ? undefined : await this.#find(writer, requestId, principal);
      return earlier ?? (await accept(writer));
    });
    const { conversation, question, answer, isNew } = accepted;
    if (isNew) {
      const model = answer.model;
      runs.start(answer.id, (signal) =>
        prepareTurn({ store, models, settings, conversation, questionId: question.id, model }, signal),
      );
    }
    const [userMessage, assistantMessage] = await this.#show([question, answer]);
    if (userMessage === undefined || assistantMessage === undefined)
      throw new ConductorError('not_found', 'The message is gone.');
    return { userMessage, assistantMessage };
  }

  /** The turn that an earlier request with the same id began. */
  async #find(reader: StoreReader, requestId: string, principal: Principal): Promise<Accepted | undefined> {
    const found = await reader.getMessage(requestId);
    if (found === undefined) return undefined;
    const conversation = await requireConversation(reader, found.conversationId, principal);
    if (found.role !== 'user')
      return { conversation, question: await this.#parent(reader, found), answer: found, isNew: false };
    const question = found;
    const leaf = await reader.findLeaf(question.id);
    const answer = (await reader.listPath(leaf, Number.MAX_SAFE_INTEGER)).find(
      (row) => row.parentMessageId === question.id,
    );
    return answer === undefined ? undefined : { conversation, question, answer, isNew: false };
  }

  async #accept(
    writer: StoreWriter,
    { conversation, parentMessageId, said }: { conversation: Conversation; parentMessageId: string | null; said: Said },
  ): Promise<Accepted> {
    const { ids, clock } = this.#options;
    const place = { id: said.requestId ?? ids.next('m'), conversation, parentMessageId, now: clock.now() };
    const question = newQuestion(place, said);
    await writer.insertMessage(question);
    const model = said.model ?? conversation.model;
    const answer = await this.#insertAnswer(writer, { conversation, question, model });
    await this.#touch(writer, conversation, {
      messageCount: conversation.messageCount + 2,
      activeMessageId: answer.id,
      model,
      ...(conversation.title === untitled ? { title: titleFromWords(said.content, said.intent, said.context) } : {}),
    });
    return { conversation, question, answer, isNew: true };
  }

  async #insertAnswer(
    writer: StoreWriter,
    {
      conversation,
      question,
      model,
      id,
    }: { conversation: Conversation; question: MessageRow; model: string | null; id?: string | undefined },
  ): Promise<MessageRow> {
    const { ids, clock, store } = this.#options;
    const now = clock.now();
    const answer = newAnswer(
      { id: id ?? ids.next('m'), conversation, parentMessageId: question.id, now },
      question,
      model,
    );
    await writer.insertMessage(answer);
    await writer.insertRun({
      streamId: answer.id,
      conversationId: conversation.id,
      state: 'queued',
      owner: store.owner,
      stopRequested: false,
      startedAt: now,
    });
    return answer;
  }

  async #touch(writer: StoreWriter, conversation: Conversation, patch: Partial<Conversation>): Promise<void> {
    const now = this.#options.clock.now();
    await writer.updateConversation(conversation.id, { ...patch, updatedAt: now, lastMessageAt: now });
  }

  async #show(rows: readonly MessageRow[]): Promise<Message[]> {
    const { store, runs } = this.#options;
    const current = await Promise.all(rows.map((row) => runs.withAnswer(row)));
    return store.read((reader) => toMessages(reader, current));
  }

  async #require(
    reader: StoreReader,
    messageId: string,
    principal: Principal,
  ): Promise<{ conversation: Conversation; row: MessageRow }> {
    const row = await reader.getMessage(messageId);
    if (row === undefined) throw new ConductorError('not_found', 'This message does not exist, or it was deleted.');
    return { row, conversation: await requireConversation(reader, row.conversationId, principal) };
  }

  async #requireEnded(reader: StoreReader, conversation: Conversation, messageId: string): Promise<void> {
    const row = await reader.getMessage(messageId);
    if (row?.conversationId !== conversation.id) {
      throw new ConductorError('not_found', 'The message to go on from is not part of the conversation.');
    }
    if (!isEndState(row.state) && (await this.#isAlive(reader, messageId))) {
      throw new ConductorError('run_active', 'An answer is still being written. Stop it, or wait for its end.');
    }
  }

  async #isAlive(reader: StoreReader, messageId: string): Promise<boolean> {
    const run = await reader.getRun(messageId);
    return run !== undefined && !isEndState(run.state) && this.#options.store.isOwnerAlive(run.owner);
  }

  async #parent(reader: StoreReader, row: MessageRow): Promise<MessageRow> {
    const parent = row.parentMessageId === null ? undefined : await reader.getMessage(row.parentMessageId);
    if (parent?.role !== 'user') throw new ConductorError('invalid_request', 'There is no question to answer again.');
    return parent;
  }

  async #above(reader: StoreReader, messageId: string): Promise<string | null> {
    return (await reader.getMessage(messageId))?.parentMessageId ?? null;
  }
}
