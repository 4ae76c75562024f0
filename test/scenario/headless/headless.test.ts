import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { parseServerSentEvents } from '../../../src/agents/lib/server-sent-events.ts';
import { makeDataFolder, removeFolder } from '../../support/open-test-host.ts';
import { createOpenApiChecker, type OpenApiChecker } from '../../support/openapi-checker.ts';

const program = path.resolve(import.meta.dirname, '../../../dist/conductor.cjs');
const token = 'a-token-for-this-test';
const canary = 'sk-canary-5f1d2c';

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(words: readonly string[], cwd: string): Promise<Run> {
  const child = spawn(process.execPath, [program, ...words], { cwd, env: environment() });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stdout, stderr };
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, SystemRoot, TEMP } = process.env;
  return { PATH, HOME, SystemRoot, TEMP, CONDUCTOR_TOKEN: token };
}

describe('conductor on the command line', function () {
  this.timeout(30_000);
  let folder = '';
  let workspace = '';
  let server: ChildProcess | null = null;
  let url = '';
  let checker: OpenApiChecker;

  /** A request as curl would make it; every JSON answer is held against the document. */
  const call = async (
    method: string,
    target: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown; headers: Headers }> => {
    const response = await fetch(`${url}${target}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await response.json();
    checker.check(method, new URL(target, url).pathname, {
      status: response.status,
      mediaType: 'application/json',
      body: answer,
    });
    assert.ok((response.headers.get('x-request-id') ?? '') !== '');
    return { status: response.status, body: answer, headers: response.headers };
  };
  const expectOk = async <T>(method: string, target: string, body?: unknown): Promise<T> => {
    const answer = await call(method, target, body);
    assert.ok(answer.status < 300, `${method} ${target}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  /** The events of an answer, each held against the document. */
  const stream = async (
    messageId: string,
    after = 0,
  ): Promise<{ type: string; seq: number; data: Record<string, unknown> }[]> => {
    const response = await fetch(`${url}/api/messages/stream?messageId=${messageId}&after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.ok(response.body !== null);
    const events: { type: string; seq: number; data: Record<string, unknown> }[] = [];
    for await (const event of parseServerSentEvents(response.body)) {
      const body = JSON.parse(event.data) as (typeof events)[number];
      checker.check('GET', '/api/messages/stream', { status: 200, mediaType: 'text/event-stream', body });
      assert.equal(event.id, String(body.seq));
      events.push(body);
    }
    return events;
  };

  before(async () => {
    assert.ok(existsSync(program), 'Build first: npm run build');
    folder = await makeDataFolder();
    workspace = path.join(folder, 'workspace');
    await mkdir(workspace);
    await writeFile(
      path.join(workspace, 'retry.ts'),
      'export async function retryLater(ms: number): Promise<void> {\n  await delay(ms);\n}\n',
    );
    server = spawn(
      process.execPath,
      [program, 'serve', '--port', '0', '--data', path.join(folder, 'data'), '--workspace', workspace],
      {
        env: { ...environment(), OPENAI_API_KEY: canary, OPENAI_BASE_URL: 'http://127.0.0.1:9' },
      },
    );
    url = await new Promise<string>((resolve, reject) => {
      let text = '';
      server?.stdout?.on('data', (data) => {
        text += String(data);
        const found = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
      server?.once('exit', () => reject(new Error(`The server did not start: ${text}`)));
    });
    checker = createOpenApiChecker(
      (await (await fetch(`${url}/openapi.json`)).json()) as Parameters<typeof createOpenApiChecker>[0],
    );
  });
  after(async () => {
    if (server !== null && server.exitCode === null) {
      server.kill('SIGTERM');
      const [exitCode] = (await once(server, 'close')) as [number | null];
      assert.equal(exitCode, 0);
    }
    await removeFolder(folder);
  });

  it('is healthy without a token and answers nothing else without one', async () => {
    const health = await (await fetch(`${url}/health`)).json();
    checker.check('GET', '/health', { status: 200, mediaType: 'application/json', body: health });
    assert.deepEqual(health, { status: 'ok' });
    for (const target of ['/api/conversations', '/api/settings', '/providers', '/api/models']) {
      assert.equal((await call('GET', target, undefined, { authorization: 'Bearer wrong' })).status, 401);
    }
  });

  it('does not answer to another name than loopback', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(url);
    const status = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port, path: '/health', headers: { host: 'evil.example' } }, (response) =>
        resolve(response.statusCode),
      ).end();
    });
    assert.equal(status, 403);
  });

  it('holds a conversation: ask, stream, read, rename, pin, copy, put away', async () => {
    const conversation = await expectOk<{ id: string }>('POST', '/api/conversations', {});
    const turn = await expectOk<{ userMessage: { id: string }; assistantMessage: { id: string } }>(
      'POST',
      `/api/conversations/${conversation.id}/messages`,
      { content: 'Where is retryLater defined?', model: 'local/built-in' },
    );
    const events = await stream(turn.assistantMessage.id);
    assert.equal(events.at(-1)?.data['state'], 'complete');
    const text = events
      .filter(({ type }) => type === 'text')
      .map(({ data }) => data['delta'])
      .join('');
    assert.match(text, /retry\.ts/);
    const { messages } = await expectOk<{ messages: { content: string }[] }>(
      'GET',
      `/api/conversations/${conversation.id}/messages?limit=10`,
    );
    assert.equal(messages[1]?.content, text);
    assert.deepEqual(await stream(turn.assistantMessage.id, events.at(-2)?.seq ?? 0), events.slice(-1));

    const base = `/api/conversations/${conversation.id}`;
    await expectOk('GET', base);
    await expectOk('PUT', base, { title: 'Renamed', settings: { temperature: 0.3 } });
    await expectOk('PUT', `${base}/pin`, { isPinned: true });
    await expectOk('PUT', `${base}/archive`, { isArchived: false });
    await expectOk('PUT', `${base}/agent`, { agentId: 'conversation' });
    await expectOk('POST', `${base}/duplicate`);
    await expectOk('POST', `${base}/branch`, { messageId: turn.userMessage.id });
    await expectOk('POST', `${base}/export`, { format: 'markdown' });
    await expectOk('POST', `${base}/export`, { format: 'json' });
    await expectOk('POST', `${base}/replay`, {});
    await expectOk('GET', `/api/messages/${turn.assistantMessage.id}/thinking`);
    await expectOk('POST', `/api/messages/${turn.assistantMessage.id}/stop`);
    const again = await expectOk<{ assistantMessage: { id: string } }>(
      'POST',
      `/api/messages/${turn.assistantMessage.id}/regenerate`,
      {},
    );
    await stream(again.assistantMessage.id);
    const edited = await expectOk<{ assistantMessage: { id: string } }>('PUT', `/api/messages/${turn.userMessage.id}`, {
      content: 'And who calls it?',
    });
    await stream(edited.assistantMessage.id);
    await expectOk('DELETE', `/api/messages/${edited.assistantMessage.id}`);
    const list = await expectOk<{ conversations: { id: string; isPinned: boolean }[] }>(
      'GET',
      '/api/conversations?q=renam',
    );
    assert.equal(list.conversations[0]?.isPinned, true);
    await expectOk('DELETE', base);
    assert.equal((await call('GET', base)).status, 404);
    await expectOk('DELETE', `${base}?undo=true`);
    await expectOk('GET', base);
  });

  it('has settings, models, providers, usage and the state of the store', async () => {
    await expectOk('PUT', '/api/settings', { messageDensity: 'compact' });
    assert.equal((await expectOk<{ messageDensity: string }>('GET', '/api/settings')).messageDensity, 'compact');
    await expectOk('PUT', '/api/settings/custom-instructions', { global: 'Be brief.' });
    await expectOk('GET', '/api/settings/custom-instructions');
    await expectOk('PUT', '/api/settings/agent-framework', { maxRetries: 1 });
    await expectOk('GET', '/api/settings/agent-framework');
    const { models, defaultModel } = await expectOk<{ models: { ref: string }[]; defaultModel: string }>(
      'GET',
      '/api/models?refresh=true',
    );
    assert.ok(models.some(({ ref }) => ref === defaultModel));
    await expectOk('GET', '/providers');
    await expectOk('GET', '/api/storage');
    for (const view of [
      'daily',
      'monthly',
      'by-model',
      'by-agent',
      'conversations/c_1',
      'agents/conversation',
      'workflows/w_1',
    ]) {
      await expectOk('GET', `/api/usage/${view}?from=2026-01-01`);
    }
  });

  it('tells of changes as they happen', async () => {
    const stop = new AbortController();
    const response = await fetch(`${url}/api/changes`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    });
    assert.ok(response.body !== null);
    const events = parseServerSentEvents(response.body);
    await expectOk('POST', '/api/conversations', { title: 'Seen' });
    const event = (await events.next()).value as { data: string };
    checker.check('GET', '/api/changes', { status: 200, mediaType: 'text/event-stream', body: JSON.parse(event.data) });
    stop.abort();
  });

  it('refuses nonsense with a reason, in the one shape', async () => {
    const cases: [string, string, unknown][] = [
      ['POST', '/api/conversations', '{"title":'],
      ['POST', '/api/conversations', { title: 7 }],
      ['POST', '/api/conversations/c_none/messages', { content: 'x' }],
      ['POST', '/api/conversations/c_none/messages', { content: '  ' }],
      ['PUT', '/api/settings', { messageDensity: 'huge' }],
      ['PUT', '/api/conversations/c_none/agent', { agentId: 'nobody' }],
      ['GET', '/api/messages/stream?messageId=m_none', undefined],
      ['GET', '/api/conversations?limit=100000', undefined],
      ['POST', '/api/messages/m_none/stop', undefined],
    ];
    for (const [method, target, body] of cases) {
      const answer = await call(
        method,
        target,
        body,
        typeof body === 'string' ? { 'content-type': 'application/json' } : {},
      );
      assert.ok(answer.status >= 400 && answer.status < 500, `${method} ${target} gave ${answer.status}`);
    }
  });

  it('checked every route of the document', () => {
    assert.deepEqual(
      [...checker.all].filter((route) => !checker.checked.has(route)),
      [],
    );
  });

  it('keeps keys out of everything it writes', async () => {
    const conversation = await expectOk<{ id: string }>('POST', '/api/conversations', { model: 'openai/gpt-4o' });
    const turn = await expectOk<{ assistantMessage: { id: string } }>(
      'POST',
      `/api/conversations/${conversation.id}/messages`,
      { content: 'x' },
    );
    const events = await stream(turn.assistantMessage.id);
    assert.equal(events.at(-1)?.data['state'], 'failed');
    const { readdir } = await import('node:fs/promises');
    const entries = await readdir(path.join(folder, 'data'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    assert.ok(files.length > 1);
    for (const file of files) {
      // The lock and files written aside come and go while the server runs.
      const bytes = await readFile(path.join(file.parentPath, file.name)).catch(() => Buffer.alloc(0));
      assert.ok(!bytes.includes(canary), file.name);
    }
    assert.ok(!JSON.stringify(events).includes(canary));
  });

  it('asks from a terminal', async () => {
    const answer = await run(
      ['ask', 'Where is retryLater defined?', '--model', 'local/built-in', '--data', path.join(folder, 'ask')],
      workspace,
    );
    assert.equal(answer.exitCode, 0, answer.stderr);
    assert.match(answer.stdout, /retry\.ts/);
    assert.match(answer.stderr, /conversation c_/);
  });

  it('explains itself and refuses what it does not know', async () => {
    assert.match((await run(['--help'], workspace)).stdout, /conductor serve/);
    const wrong = await run(['dance'], workspace);
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /no command “dance”/);
    assert.equal((await run(['ask', '--flag-of-no-one'], workspace)).exitCode, 2);
    assert.equal((await run(['ask'], workspace)).exitCode, 2);
  });
});
