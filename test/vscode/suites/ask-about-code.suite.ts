import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Message } from '../../../src/agents/protocol/message.ts';
import { client, closeEditors, openChat, openFile, until } from '../support/conductor.ts';

/** The editor gives up its whole list when another provider does, as TypeScript's does while it is loading. */
function askForActions(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return until('the code actions', async () => {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
    } catch (error) {
      if (error instanceof Error && error.message.includes('Canceled')) return undefined;
      throw error;
    }
  });
}

async function actionsOn(uri: vscode.Uri, range: vscode.Range): Promise<string[]> {
  const actions = await askForActions(uri, range);
  return actions.map(({ title }) => title).filter((title) => title.endsWith('with Conductor'));
}

/** The last question in the chat that is shown, once it has this intent. */
async function askedAs(intent: Message['intent']): Promise<Message> {
  const chat = await openChat();
  const host = await client();
  return until(`a question to ${intent}`, async () => {
    const id = chat.shown.conversationId;
    if (id === null) return undefined;
    const { messages } = await host.call('GET /api/conversations/{id}/messages', { params: { id }, query: {} });
    return messages.findLast((message) => message.role === 'user' && message.intent === intent);
  });
}

async function untilIdle(): Promise<void> {
  const chat = await openChat();
  await until('the answer', () => !chat.isRunning);
}

describe('asking about code', () => {
  afterEach(async () => {
    await untilIdle();
    await closeEditors();
  });

  it('sends the selection with its file and lines', async () => {
    await openChat();
    await vscode.commands.executeCommand('conductor.newChat');
    const editor = await openFile('src/retry-delay.ts');
    editor.selection = new vscode.Selection(7, 0, 15, 1);
    await vscode.commands.executeCommand('conductor.explain');
    const { context } = await askedAs('explain');
    assert.equal(context.length, 1);
    const [item] = context;
    assert.deepEqual([item?.path, item?.startLine, item?.endLine], ['src/retry-delay.ts', 8, 16]);
    assert.match(item?.text ?? '', /^export function retryDelayMs/);
  });

  it('means the function around the cursor when nothing is selected', async () => {
    const editor = await openFile('src/cache.ts');
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => /^\s+(get|set|\w+)\(.*\{$/.test(text));
    assert.ok(line > 0);
    editor.selection = new vscode.Selection(line, 3, line, 3);
    await until('the symbols', async () => {
      const found = await vscode.commands.executeCommand<unknown[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        editor.document.uri,
      );
      return (found?.length ?? 0) > 0;
    });
    await vscode.commands.executeCommand('conductor.document');
    const [item] = (await askedAs('document')).context;
    assert.ok(item);
    assert.ok(item.startLine <= line + 1 && item.endLine > line + 1);
    assert.ok(item.text.length < editor.document.getText().length);
  });

  it('waits for words when it is only a question', async () => {
    const chat = await openChat();
    await vscode.commands.executeCommand('conductor.newChat');
    await openFile('src/report.ts');
    await vscode.commands.executeCommand('conductor.ask');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(chat.isRunning, false);
  });
});

describe('the light bulb', () => {
  afterEach(closeEditors);

  it('offers Conductor on a selection', async () => {
    const { document } = await openFile('src/queue.ts');
    assert.deepEqual(await actionsOn(document.uri, new vscode.Range(0, 0, 4, 0)), [
      'Explain with Conductor',
      'Improve with Conductor',
      'Write tests with Conductor',
      'Document with Conductor',
    ]);
    assert.deepEqual(await actionsOn(document.uri, new vscode.Range(0, 0, 0, 0)), []);
  });

  it('offers to fix a problem, and sends its words', async () => {
    const { document } = await openFile('src/queue.ts');
    const problems = vscode.languages.createDiagnosticCollection('test');
    const range = new vscode.Range(2, 0, 2, 5);
    problems.set(document.uri, [
      new vscode.Diagnostic(range, 'The queue has no end.', vscode.DiagnosticSeverity.Error),
    ]);
    try {
      assert.ok((await actionsOn(document.uri, new vscode.Range(2, 0, 2, 0))).includes('Fix with Conductor'));
      const actions = await askForActions(document.uri, range);
      const fix = actions.find(({ title }) => title === 'Fix with Conductor');
      assert.ok(fix?.command);
      await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments as unknown[]));
      const { content, context } = await askedAs('fix');
      assert.match(content, /The queue has no end\./);
      assert.equal(context[0]?.path, 'src/queue.ts');
    } finally {
      problems.dispose();
      await untilIdle();
    }
  });
});
