import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Client } from '../../../src/agents/client/client.ts';
import { applyRunEvent, emptyAnswer, type Answer } from '../../../src/agents/protocol/apply-run-event.ts';
import type { RunEvent } from '../../../src/agents/protocol/events.ts';
import type { Message, Turn } from '../../../src/agents/protocol/message.ts';
import { makeDataFolder, openTestHost, removeFolder, type TestHost } from '../../support/open-test-host.ts';
import { createScriptedProvider, never, scriptedModel, type ScriptStep } from '../../support/scripted-provider.ts';

const model = 'vscode/scripted';
const words = (count: number): ScriptStep[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'text', delta: `word${index} ` }));
const finish: ScriptStep = { type: 'finish', reason: 'stop' };
const pause = (ms: number) => (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const send = async (client: Client, conversationId: string, content: string, more: object = {}): Promise<Turn> =>
  client.call('POST /api/conversations/{id}/messages', {
    params: { id: conversationId },
    body: { content, model, ...more },
  });

async function collect(client: Client, messageId: string, after = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of client.stream('GET /api/messages/stream', { query: { messageId, after } }))
    events.push(event);
  return events;
}

async function shown(client: Client, conversationId: string): Promise<Message[]> {
  return (await client.call('GET /api/conversations/{id}/messages', { params: { id: conversationId }, query: {} }))
    .messages;
}

const reduce = (events: readonly RunEvent[]): Answer => events.reduce<Answer>(applyRunEvent, emptyAnswer);

describe('a run', () => {
  let dataFolder = '';
  const open: TestHost[] = [];
  const start = async (...scripts: ScriptStep[][]): Promise<TestHost> => {
    const provider = createScriptedProvider(scripts, {
      id: 'vscode',
      models: [scriptedModel({ ref: model, provider: 'vscode' })],
    });
    const host = await openTestHost({ dataFolder, providers: [provider] });
    open.push(host);
    return host;
  };
  const newConversation = async (host: TestHost): Promise<string> =>
    (await host.client.call('POST /api/conversations', { body: {} })).id;

  beforeEach(async () => {
    dataFolder = await makeDataFolder();
  });
  afterEach(async () => {
    for (const host of open.splice(0)) await host.dispose();
    await removeFolder(dataFolder);
  });

  it('streams, ends, and leaves the message, its usage and its title', async () => {
    const { client } = await start([
      ...words(50),
      { type: 'usage', inputTokens: 1_000_000, outputTokens: 100_000 },
      finish,
    ]);
    const id = (await client.call('POST /api/conversations', { body: {} })).id;
    const turn = await send(client, id, 'Why does this hang?');
    const events = await collect(client, turn.assistantMessage.id);
    const expected = Array.from({ length: 50 }, (_, index) => `word${index} `).join('');
    assert.equal(reduce(events).content, expected);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    const [question, answer] = await shown(client, id);
    assert.equal(question?.content, 'Why does this hang?');
    assert.equal(answer?.content, expected);
    assert.equal(answer.state, 'complete');
    assert.deepEqual(answer.usage, { inputTokens: 1_000_000, outputTokens: 100_000, costUsd: 2 });
    const conversation = await client.call('GET /api/conversations/{id}', { params: { id } });
    assert.equal(conversation.title, 'Why does this hang?');
    assert.equal(conversation.messageCount, 2);
    const usage = await client.call('GET /api/usage/by-model', { query: {} });
    assert.equal(usage.total.costUsd, 2);
  });

  it('can be followed from any event on, during and after it', async () => {
    const { client } = await start([...words(20), pause(80), ...words(20), finish]);
    const id = (await client.call('POST /api/conversations', { body: {} })).id;
    const turn = await send(client, id, 'x');
    const whole = reduce(await collect(client, turn.assistantMessage.id));
    for (const after of [0, 1, 3, whole.lastSeq]) {
      const rest = await collect(client, turn.assistantMessage.id, after);
      assert.ok(rest.every(({ seq }) => seq > after));
      if (after < whole.lastSeq) assert.equal(rest.at(-1)?.type, 'status');
      if (after === 0) assert.deepEqual(reduce(rest), whole);
    }
  });

  it('stops for good and keeps what was written', async () => {
    const host = await start([...words(5), never]);
    const id = await newConversation(host);
    const turn = await send(host.client, id, 'x');
    const following = collect(host.client, turn.assistantMessage.id);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopped = await host.client.call('POST /api/messages/{id}/stop', {
      params: { id: turn.assistantMessage.id },
    });
    assert.equal(stopped.state, 'stopped');
    assert.equal(stopped.content, 'word0 word1 word2 word3 word4 ');
    assert.equal(reduce(await following).state, 'stopped');
  });

  it('refuses a second message while the first is being answered, and takes it after the stop', async () => {
    const host = await start([...words(1), never], [...words(1), finish]);
    const id = await newConversation(host);
    const turn = await send(host.client, id, 'x');
    await assert.rejects(send(host.client, id, 'y'), { code: 'run_active' });
    await host.client.call('POST /api/messages/{id}/stop', { params: { id: turn.assistantMessage.id } });
    const second = await send(host.client, id, 'y');
    assert.equal((await collect(host.client, second.assistantMessage.id)).at(-1)?.type, 'status');
  });

  it('is begun once, however often the same request arrives', async () => {
    const host = await start([...words(3), finish]);
    const id = await newConversation(host);
    const [one, two] = await Promise.all([
      send(host.client, id, 'x', { requestId: 'q1' }),
      send(host.client, id, 'x', { requestId: 'q1' }),
    ]);
    assert.equal(one.assistantMessage.id, two.assistantMessage.id);
    await collect(host.client, one.assistantMessage.id);
    assert.equal((await shown(host.client, id)).length, 2);
  });

  it('has versions beside each other after an edit and a regeneration, and loses none', async () => {
    const host = await start(
      [{ type: 'text', delta: 'A' }, finish],
      [{ type: 'text', delta: 'B' }, finish],
      [{ type: 'text', delta: 'C' }, finish],
    );
    const { client } = host;
    const id = await newConversation(host);
    const first = await send(client, id, 'one');
    await collect(client, first.assistantMessage.id);
    const again = await client.call('POST /api/messages/{id}/regenerate', {
      params: { id: first.assistantMessage.id },
      body: {},
    });
    await collect(client, again.assistantMessage.id);
    const edited = await client.call('PUT /api/messages/{id}', {
      params: { id: first.userMessage.id },
      body: { content: 'two' },
    });
    await collect(client, edited.assistantMessage.id);
    assert.deepEqual(
      (await shown(client, id)).map(({ content }) => content),
      ['two', 'C'],
    );
    assert.deepEqual(edited.userMessage.siblingIds, [first.userMessage.id, edited.userMessage.id]);
    await client.call('PUT /api/conversations/{id}', {
      params: { id },
      body: { activeMessageId: first.userMessage.id },
    });
    assert.deepEqual(
      (await shown(client, id)).map(({ content }) => content),
      ['one', 'B'],
    );
    const document = await client.call('POST /api/conversations/{id}/export', { params: { id }, body: {} });
    assert.equal((JSON.parse(document.text) as { messages: unknown[] }).messages.length, 5);
  });

  it('fails with what to do when its model has gone', async () => {
    const gone = scriptedModel({
      ref: model,
      provider: 'vscode',
      successor: 'local/built-in',
      unusable: { reason: 'retired', message: 'It ended on 30 November 2026. Use its successor.' },
    });
    const host = await openTestHost({
      dataFolder,
      providers: [createScriptedProvider([], { id: 'vscode', models: [gone] })],
    });
    open.push(host);
    const turn = await send(host.client, await newConversation(host), 'x');
    const answer = reduce(await collect(host.client, turn.assistantMessage.id));
    assert.equal(answer.error?.code, 'model_gone');
    assert.equal(answer.error.details?.['successor'], 'local/built-in');
    assert.equal(answer.state, 'failed');
  });

  it('says why the built-in model answers when a key was refused', async () => {
    const refused = scriptedModel({
      ref: model,
      provider: 'vscode',
      unusable: { reason: 'wrong_key', message: 'The key was not accepted.' },
    });
    const host = await openTestHost({
      dataFolder,
      providers: [createScriptedProvider([], { id: 'vscode', models: [refused] })],
    });
    open.push(host);
    const conversationId = await newConversation(host);
    const turn = await host.client.call('POST /api/conversations/{id}/messages', {
      params: { id: conversationId },
      body: { content: 'Hello' },
    });
    const answer = reduce(await collect(host.client, turn.assistantMessage.id));
    assert.equal(answer.model, 'local/built-in');
    assert.deepEqual(answer.notices, ['The built-in model answers, because: The key was not accepted.']);
  });

  it('is seen by another window while it is written, and stopped from there', async () => {
    const writer = await start([...words(5), pause(600), ...words(5), never]);
    const reader = await start([]);
    const id = await newConversation(writer);
    const turn = await send(writer.client, id, 'x');
    const following = collect(reader.client, turn.assistantMessage.id);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal((await shown(reader.client, id))[1]?.content.split(' ').length, 11);
    await reader.client.call('POST /api/messages/{id}/stop', { params: { id: turn.assistantMessage.id } });
    assert.equal(reduce(await following).state, 'stopped');
    assert.equal((await shown(writer.client, id))[1]?.state, 'stopped');
  });

  it('waits as queued when too many are on their way', async () => {
    const host = await start([...words(1), never]);
    const { client } = host;
    await client.call('PUT /api/settings/agent-framework', { body: { maxConcurrentRuns: 1 } });
    const first = await send(client, await newConversation(host), 'x');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const secondConversation = await newConversation(host);
    const second = await send(client, secondConversation, 'y');
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await shown(client, secondConversation))[1]?.state, 'queued');
    await client.call('POST /api/messages/{id}/stop', { params: { id: first.assistantMessage.id } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await shown(client, secondConversation))[1]?.state, 'streaming');
    await client.call('POST /api/messages/{id}/stop', { params: { id: second.assistantMessage.id } });
  });

  it('says that it was interrupted when its host closed in the middle', async () => {
    const host = await start([...words(5), never]);
    const id = await newConversation(host);
    await send(host.client, id, 'x');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await open.splice(0)[0]?.dispose();
    const next = await start([]);
    const [, answer] = await shown(next.client, id);
    assert.equal(answer?.state, 'interrupted');
    assert.equal(answer.content, 'word0 word1 word2 word3 word4 ');
  });

  it('replays a conversation, one question after the other', async () => {
    const host = await start([...words(2), finish]);
    const { client } = host;
    const id = await newConversation(host);
    for (const question of ['one', 'two']) {
      await collect(client, (await send(client, id, question)).assistantMessage.id);
    }
    const copy = await client.call('POST /api/conversations/{id}/replay', { params: { id }, body: { model } });
    for (let tries = 0; tries < 50; tries += 1) {
      const messages = await shown(client, copy.id);
      if (messages.length === 4 && messages[3]?.state === 'complete') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(
      (await shown(client, copy.id)).map(({ content }) => content),
      ['one', 'word0 word1 ', 'two', 'word0 word1 '],
    );
  });
});
