import { ConductorError, isConductorError, toErrorBody } from '../../../src/agents/protocol/conductor-error.ts';
import type { Conversation } from '../../../src/agents/protocol/conversation.ts';
import { isEndState } from '../../../src/agents/protocol/end-state.ts';
import { errorTable } from '../../../src/agents/protocol/error-table.ts';
import type { ErrorBody } from '../../../src/agents/protocol/errors.ts';
import type { Change } from '../../../src/agents/protocol/events.ts';
import type { Message, SendMessage } from '../../../src/agents/protocol/message.ts';
import type { Model, ModelList } from '../../../src/agents/protocol/model.ts';
import { FakeRun, type Step } from './fake-run.ts';

interface Stored extends Conversation {
  isDeleted: boolean;
}

const noSettings = { temperature: null, topP: null, maxOutputTokens: null, systemPrompt: null };

export function fakeModel(ref: string, name: string): Model {
  return {
    ref,
    provider: ref.startsWith('local') ? 'local' : 'anthropic',
    id: ref.slice(ref.indexOf('/') + 1),
    name,
    description: '',
    contextTokens: 200_000,
    maxOutputTokens: 8_000,
    inputPriceUsd: null,
    outputPriceUsd: null,
    capabilities: { tools: true, vision: false, thinking: true },
    deprecatedOn: null,
    retiresOn: null,
    successor: null,
    unusable: null,
  };
}

function toJson(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

/** The host's contract in memory, as far as a chat uses it: a stand-in that follows the same rules as the real one. */
export class FakeHost {
  readonly conversations = new Map<string, Stored>();
  readonly messages = new Map<string, Message>();
  readonly runs = new Map<string, FakeRun>();
  readonly models: Model[] = [
    fakeModel('local/built-in', 'Built-in'),
    fakeModel('anthropic/claude-sonnet-5-5', 'Sonnet 5.5'),
  ];
  defaultModel: ModelList['defaultModel'] = 'local/built-in';
  readOnly: ErrorBody | null = null;
  /** What the next answers do, one script each; without one an answer says a word or two. */
  readonly scripts: Step[][] = [];
  /** Failures that the next requests meet, by `METHOD /path/start`. */
  readonly failNext: { key: string; body: ErrorBody }[] = [];
  /** Every request that came, as `METHOD /path`. */
  readonly requests: string[] = [];
  readonly #watchers = new Set<(change: Change) => void>();
  #count = 0;

  nextId(prefix: string): string {
    this.#count += 1;
    return `${prefix}_${String(this.#count).padStart(6, '0')}`;
  }

  changed(area: Change['area'], conversationId: string | null): void {
    for (const watcher of this.#watchers) watcher({ area, conversationId });
  }

  addConversation(fields: Partial<Stored> = {}): Stored {
    const at = new Date().toISOString();
    const row: Stored = {
      id: this.nextId('cnv'),
      userId: 'local',
      projectId: null,
      title: 'New chat',
      agentId: 'conductor',
      workflowId: null,
      model: null,
      createdAt: at,
      updatedAt: at,
      lastMessageAt: at,
      isArchived: false,
      isPinned: false,
      settings: noSettings,
      tokenCount: 0,
      messageCount: 0,
      activeMessageId: null,
      isDeleted: false,
      ...fields,
    };
    this.conversations.set(row.id, row);
    return row;
  }

  /** Keeps a message at the end of the shown branch, or below `parentMessageId`. */
  addMessage(conversationId: string, fields: Partial<Message> & Pick<Message, 'role' | 'content'>): Message {
    const conversation = this.#conversation(conversationId);
    const at = new Date().toISOString();
    const message: Message = {
      id: this.nextId('msg'),
      conversationId,
      parentMessageId: conversation.activeMessageId,
      intent: 'ask',
      context: [],
      createdAt: at,
      editedAt: null,
      state: 'complete',
      finishReason: fields.role === 'assistant' ? 'stop' : null,
      agentId: fields.role === 'assistant' ? 'conductor' : null,
      model: fields.role === 'assistant' ? (conversation.model ?? this.defaultModel) : null,
      usage: null,
      durationMs: null,
      error: null,
      tools: [],
      hasThinking: false,
      notices: [],
      lastSeq: 0,
      siblingIds: [],
      ...fields,
    };
    this.messages.set(message.id, message);
    conversation.activeMessageId = message.id;
    conversation.messageCount += 1;
    conversation.lastMessageAt = at;
    return message;
  }

  async handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const key = `${request.method} ${pathname}`;
    this.requests.push(key);
    const failing = this.failNext.findIndex((entry) => key.startsWith(entry.key));
    try {
      if (failing !== -1) {
        const [entry] = this.failNext.splice(failing, 1);
        if (entry !== undefined) throw new ConductorError(entry.body.code, entry.body.message);
      }
      return await this.#route(request, pathname);
    } catch (cause) {
      if (isConductorError(cause)) return toJson({ error: toErrorBody(cause) }, errorTable[cause.code].status);
      throw cause;
    }
  }

  async #route(request: Request, pathname: string): Promise<Response> {
    const query = new URL(request.url).searchParams;
    const text = await request.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const [, , area = '', id = '', rest = ''] = pathname.split('/');
    if (area === 'models') return toJson({ models: this.models, defaultModel: this.defaultModel });
    if (area === 'storage') return toJson({ folder: '/data', sizeBytes: 1, readOnly: this.readOnly, notices: [] });
    if (area === 'changes') return this.#changes();
    if (area === 'messages' && id === 'stream') return this.#stream(query);
    if (area === 'messages') return this.#onMessage(request.method, id, rest, body);
    if (area === 'conversations') return this.#onConversation(request.method, { id, rest, query, body });
    throw new ConductorError('not_found', 'There is no such route.');
  }

  #conversation(id: string): Stored {
    const found = this.conversations.get(id);
    if (found === undefined || found.isDeleted)
      throw new ConductorError('not_found', 'This conversation does not exist.');
    return found;
  }

  #message(id: string): Message {
    const found = this.messages.get(id);
    if (found === undefined) throw new ConductorError('not_found', 'This message does not exist.');
    return found;
  }

  #show(message: Message): Message {
    const siblingIds = [...this.messages.values()]
      .filter(
        (other) => other.conversationId === message.conversationId && other.parentMessageId === message.parentMessageId,
      )
      .map((other) => other.id);
    const run = this.runs.get(message.id);
    return { ...message, ...(run === undefined ? {} : run.kept()), siblingIds };
  }

  #path(leafId: string | null): Message[] {
    const path: Message[] = [];
    for (let id = leafId; id !== null;) {
      const message = this.#message(id);
      path.unshift(message);
      id = message.parentMessageId;
    }
    return path;
  }

  #leaf(id: string): string {
    const child = [...this.messages.values()].findLast((message) => message.parentMessageId === id);
    return child === undefined ? id : this.#leaf(child.id);
  }

  #onConversation(
    method: string,
    { id, rest, query, body }: { id: string; rest: string; query: URLSearchParams; body: Record<string, unknown> },
  ): Response {
    if (id === '') return method === 'POST' ? this.#create(body) : this.#list(query);
    if (method === 'DELETE') {
      const row = this.conversations.get(id);
      if (row !== undefined) row.isDeleted = query.get('undo') !== 'true';
      this.changed('conversations', id);
      return toJson({ done: true });
    }
    const row = this.#conversation(id);
    if (rest === 'messages') {
      return method === 'POST' ? this.#send(row, body as unknown as SendMessage) : this.#listMessages(row, query);
    }
    if (rest === 'export') return toJson({ fileName: 'chat.md', mediaType: 'text/markdown', text: `# ${row.title}` });
    if (method === 'PUT') {
      const { activeMessageId, ...fields } = body;
      Object.assign(row, fields);
      if (typeof activeMessageId === 'string') row.activeMessageId = this.#leaf(activeMessageId);
      this.changed('conversations', id);
    }
    return toJson(row);
  }

  #create(body: Record<string, unknown>): Response {
    const row = this.addConversation(body);
    this.changed('conversations', row.id);
    return toJson(row, 201);
  }

  #list(query: URLSearchParams): Response {
    const words = (query.get('q') ?? '').toLowerCase();
    const rows = [...this.conversations.values()]
      .filter((row) => !row.isDeleted && String(row.isArchived) === query.get('archived'))
      .filter((row) => row.title.toLowerCase().includes(words))
      .sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.lastMessageAt.localeCompare(a.lastMessageAt));
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    return toJson({ conversations: rows.slice(start, end), nextCursor: end < rows.length ? String(end) : null });
  }

  #listMessages(row: Stored, query: URLSearchParams): Response {
    const before = query.get('before');
    const leaf = before === null ? row.activeMessageId : this.#message(before).parentMessageId;
    const path = this.#path(leaf);
    const page = path.slice(-Number(query.get('limit')));
    return toJson({ messages: page.map((message) => this.#show(message)), hasEarlier: page.length < path.length });
  }

  #send(row: Stored, said: SendMessage): Response {
    const known = said.requestId === undefined ? undefined : this.messages.get(said.requestId);
    if (known !== undefined) return this.#turn(known, this.#message(this.#leaf(known.id)));
    const question = this.addMessage(row.id, {
      role: 'user',
      content: said.content,
      context: said.context ?? [],
      ...(said.requestId === undefined ? {} : { id: said.requestId }),
    });
    if (row.title === 'New chat') row.title = said.content.slice(0, 60);
    this.changed('conversations', row.id);
    return this.#turn(question, this.#beginAnswer(row, question.id, said.model));
  }

  #beginAnswer(row: Stored, questionId: string, model: string | undefined): Message {
    const answer = this.addMessage(row.id, {
      role: 'assistant',
      content: '',
      state: 'queued',
      finishReason: null,
      parentMessageId: questionId,
      model: model ?? row.model ?? this.defaultModel,
    });
    const run = new FakeRun(answer, this.scripts.shift());
    this.runs.set(answer.id, run);
    void run.play().then(() => {
      Object.assign(answer, run.kept());
      this.changed('messages', row.id);
      this.changed('conversations', row.id);
    });
    this.changed('messages', row.id);
    return answer;
  }

  #turn(question: Message, answer: Message): Response {
    return toJson({ userMessage: this.#show(question), assistantMessage: this.#show(answer) }, 202);
  }

  #onMessage(method: string, id: string, rest: string, body: Record<string, unknown>): Response {
    const message = this.#message(id);
    const row = this.#conversation(message.conversationId);
    if (rest === 'stop') {
      this.runs.get(id)?.stop();
      return toJson(this.#show(message));
    }
    if (rest === 'thinking') return toJson({ messageId: id, thinking: this.runs.get(id)?.answer.thinking ?? '' });
    if (rest === 'regenerate') {
      const question = this.#message(message.parentMessageId ?? id);
      return this.#turn(question, this.#beginAnswer(row, question.id, body['model'] as string | undefined));
    }
    if (method === 'PUT') {
      const { parentMessageId, context } = message;
      const content = String(body['content']);
      const question = this.addMessage(row.id, { role: 'user', content, parentMessageId, context });
      return this.#turn(question, this.#beginAnswer(row, question.id, undefined));
    }
    throw new ConductorError('not_found', 'There is no such route.');
  }

  #stream(query: URLSearchParams): Response {
    const id = query.get('messageId') ?? '';
    const run = this.runs.get(id);
    if (run === undefined) {
      const { state } = this.#message(id);
      throw new ConductorError(
        'not_found',
        isEndState(state) ? 'This answer has ended.' : 'Nobody writes this answer.',
      );
    }
    return run.stream(Number(query.get('after')));
  }

  #changes(): Response {
    let end: () => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const watcher = (change: Change): void => {
          controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(change)}\n\n`));
        };
        this.#watchers.add(watcher);
        end = () => this.#watchers.delete(watcher);
      },
      cancel: () => end(),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}
