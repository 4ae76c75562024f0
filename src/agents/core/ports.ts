import type { ContextItem } from '../protocol/context-item.ts';
import type { Conversation } from '../protocol/conversation.ts';
import type { ErrorBody } from '../protocol/errors.ts';
import type { Change, RunEvent, RunState, UsageCounts } from '../protocol/events.ts';
import type { Intent, Message } from '../protocol/message.ts';
import type { Model, Provider, ProviderId } from '../protocol/model.ts';
import type { Settings } from '../protocol/settings.ts';
import type { StorageState } from '../protocol/storage.ts';
import type { UsageRow } from '../protocol/usage.ts';

/** The interfaces that adapters fill. Core and runtime see nothing else of the world. */

export interface Disposable {
  dispose(): void;
}

export interface Clock {
  /** The time now, ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Milliseconds from an unspecified start; never goes back. */
  monotonicMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when stopped. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new identifier: `prefix_` and letters that sort by time of making within one process. */
  next(prefix: string): string;
}

/** Structured, without content: never a message's text, a key or a file's contents. */
export interface Log {
  write(level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: Record<string, unknown>): void;
}

export interface Secrets {
  /** The key for a provider, or undefined. */
  get(provider: ProviderId): Promise<string | undefined>;
  onChange(listener: (provider: ProviderId) => void): Disposable;
}

/** Who is asking. */
export interface Principal {
  readonly userId: string;
  readonly role: 'admin' | 'power_user' | 'standard_user' | 'guest';
}

export interface AccessRequest {
  readonly principal: Principal;
  readonly action: 'read' | 'write' | 'execute' | 'delete';
  readonly resourceType: string;
  readonly resourceId: string | null;
}

export interface AccessGate {
  /** The decision, which is in the audit log when this resolves. */
  check(request: AccessRequest): Promise<{ granted: boolean; reason: string }>;
}

// --- Models -----------------------------------------------------------------------------------------------------------

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly intent: Intent;
  readonly context: readonly ContextItem[];
}

export interface ModelRequest {
  /** The provider's own name for the model. */
  readonly model: string;
  readonly system: string;
  /** Oldest first; begins and ends with the person's. */
  readonly messages: readonly ModelMessage[];
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
}

/**
 * What a model's answer is made of. Exactly one `finish` or `failed` ends it. A model that is stopped ends with
 * `finish` and reason `cancelled`. Nothing is thrown but for a bug.
 */
export type ModelEvent =
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'thinking'; readonly delta: string }
  /** Something that the model's maker does on its own side while it answers. */
  | { readonly type: 'tool_call'; readonly callId: string; readonly name: string; readonly title: string }
  | {
      readonly type: 'tool_result';
      readonly callId: string;
      readonly ok: boolean;
      readonly summary: string;
      readonly durationMs: number;
    }
  | { readonly type: 'notice'; readonly message: string }
  /** Totals of this answer so far; the last one counts. */
  | { readonly type: 'usage'; readonly inputTokens: number; readonly outputTokens: number }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length' | 'refusal' | 'cancelled' }
  | { readonly type: 'failed'; readonly error: ErrorBody };

export interface ModelProvider {
  readonly id: ProviderId;
  /** What it can do, and whether it can be used now. */
  describe(): Promise<Provider>;
  /**
   * Every model of this provider that is known, from its own list where it can be asked, else from the catalogue, each
   * with the reason why it cannot be used now. Never throws: a provider that does not answer is a reason.
   * `refresh` asks the provider again instead of answering from its last list.
   */
  listModels(signal: AbortSignal, options?: { readonly refresh?: boolean }): Promise<readonly Model[]>;
  /** One answer. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** How providers are reached; keys are not here. */
export interface ProviderConfiguration {
  readonly anthropic: { readonly baseUrl: string | null };
  readonly openai: { readonly baseUrl: string | null };
  readonly azure: {
    readonly endpoint: string | null;
    /** Deployment names; the first is the default. */
    readonly deployments: readonly string[];
    readonly apiVersion: string | null;
  };
  readonly compatible: {
    readonly baseUrl: string | null;
    readonly name: string | null;
    /** Used when the server lists none. */
    readonly models: readonly string[];
    /** Many servers on the own machine take no key. */
    readonly needsKey: boolean;
  };
}

export interface Configuration {
  providers(): ProviderConfiguration;
  /** Settings that the person fixed outside the store (an editor's settings, flags); they win over stored ones. */
  overrides(): Partial<Settings>;
  onChange(listener: () => void): Disposable;
}

/** The code that the person works on. Everything is read-only and stays inside the workspace's folders. */
export interface Workspace {
  /** A name for the whole; null when no folder is open. */
  readonly name: string | null;
  /** Files worth reading (no ignored, generated or binary ones), relative paths with `/`, at most `limit`. */
  listFiles(limit: number, signal: AbortSignal): Promise<readonly WorkspaceFile[]>;
  /** The text, or null where it is gone, binary, outside the workspace or larger than `maxBytes`. */
  readFile(path: string, maxBytes: number, signal: AbortSignal): Promise<string | null>;
}

export interface WorkspaceFile {
  readonly path: string;
  readonly sizeBytes: number;
}

// --- Store ------------------------------------------------------------------------------------------------------------

/** A message as it is kept: the wire's, without what is computed from others, with its reasoning. */
export type MessageRow = Omit<Message, 'siblingIds' | 'hasThinking'> & { readonly thinking: string };

/** An answer that is being written: who writes it, so that others can tell a dead writer from a busy one. */
export interface RunRow {
  readonly streamId: string;
  readonly conversationId: string;
  readonly state: RunState;
  /** The process that writes: `pid:startTime:bootId`. */
  readonly owner: string;
  readonly stopRequested: boolean;
  readonly startedAt: string;
}

export interface UsageEntry extends UsageCounts {
  readonly id: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly agentId: string;
  readonly workflowId: string | null;
  readonly model: string;
  readonly createdAt: string;
}

export interface ConversationFilter {
  readonly userId: string;
  /** Words that the title must contain, in any case; all of them. */
  readonly query?: string;
  readonly isArchived: boolean;
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface UsageFilter {
  readonly userId: string;
  readonly groupBy: 'day' | 'month' | 'model' | 'agent';
  /** Days, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly conversationId?: string;
  readonly agentId?: string;
  readonly workflowId?: string;
}

/** Reads that see one moment of the store. */
export interface StoreReader {
  /** Undefined where there is none or it was deleted. */
  getConversation(id: string): Promise<Conversation | undefined>;
  /** Pinned first, then by `lastMessageAt`, newest first. */
  listConversations(filter: ConversationFilter): Promise<{ rows: Conversation[]; nextCursor: string | null }>;
  getMessage(id: string): Promise<MessageRow | undefined>;
  /** The message and those above it, up to `limit`, oldest first. Costs what it returns. */
  listPath(leafId: string, limit: number): Promise<MessageRow[]>;
  /** Every message of a conversation, parents before children, oldest first. */
  listAllMessages(conversationId: string): Promise<MessageRow[]>;
  /** For each given message the ids that share its parent, oldest first. */
  listSiblings(messageIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The newest message below this one along newest children; itself where it has none. */
  findLeaf(messageId: string): Promise<string>;
  getRun(streamId: string): Promise<RunRow | undefined>;
  /** Runs that have not reached an end state. */
  listOpenRuns(): Promise<RunRow[]>;
  listEvents(streamId: string, afterSeq: number): Promise<RunEvent[]>;
  sumUsage(filter: UsageFilter): Promise<UsageRow[]>;
  /** A setting's JSON value, or undefined. */
  getSetting(key: string): Promise<unknown>;
}

/** Reads and writes of one transaction. */
export interface StoreWriter extends StoreReader {
  insertConversation(row: Conversation): Promise<void>;
  updateConversation(id: string, patch: Partial<Omit<Conversation, 'id'>>): Promise<void>;
  setConversationDeleted(id: string, deletedAt: string | null): Promise<void>;
  insertMessage(row: MessageRow): Promise<void>;
  updateMessage(id: string, patch: Partial<Omit<MessageRow, 'id' | 'conversationId'>>): Promise<void>;
  /** Takes the message and all below it out; returns how many. */
  deleteMessageTree(id: string, deletedAt: string): Promise<number>;
  insertRun(row: RunRow): Promise<void>;
  updateRun(streamId: string, patch: Partial<Pick<RunRow, 'state' | 'stopRequested' | 'owner'>>): Promise<void>;
  appendEvents(events: readonly RunEvent[]): Promise<void>;
  insertUsage(entry: UsageEntry): Promise<void>;
  setSetting(key: string, value: unknown): Promise<void>;
}

/**
 * The one place of truth, shared by every window on this machine. All of it holds for every adapter, see the contract
 * suite in `test/contract`.
 */
export interface Store {
  /** `work` sees one moment: what was committed here or by others before it began. Fast, no waiting inside. */
  read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T>;
  /**
   * All of `work` or nothing. When this resolves, it is on disk and survives a kill. `work` may await only its writer.
   * @throws ConductorError storage_full, storage_denied, storage_busy, storage_read_only; nothing was changed then.
   */
  write<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>;
  /** After a commit, by this process (`foreign` false) or another. */
  onChange(listener: (changes: readonly Change[], foreign: boolean) => void): Disposable;
  state(): StorageState;
  /** True while the process that an owner string names is alive. */
  isOwnerAlive(owner: string): Promise<boolean>;
  /** This process, as an owner string. */
  readonly owner: string;
  close(): Promise<void>;
}
