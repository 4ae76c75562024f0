import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { act, closeEditors, openFile, openText, until } from '../support/conductor.ts';

const activeDocument = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document;

function diffTab(): vscode.Tab | undefined {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputTextDiff ? activeTab : undefined;
}

async function proposed(): Promise<string> {
  const tab = await until('the difference', diffTab);
  assert.ok(tab.input instanceof vscode.TabInputTextDiff);
  const document = await vscode.workspace.openTextDocument(tab.input.modified);
  return document.getText();
}

describe('the code of an answer', () => {
  afterEach(closeEditors);

  it('goes in at the cursor, indented, as one step that can be undone', async () => {
    const editor = await openText('function a() {\n  \n}\n');
    editor.selection = new vscode.Selection(1, 2, 1, 2);
    assert.equal(await act({ name: 'insertAtCursor', text: 'if (b) {\n  c();\n}\n' }), true);
    assert.equal(editor.document.getText(), 'function a() {\n  if (b) {\n    c();\n  }\n}\n');
    await vscode.commands.executeCommand('undo');
    await until('the undo', () => editor.document.getText() === 'function a() {\n  \n}\n');
  });

  it('replaces the selection only when the difference is accepted', async () => {
    const editor = await openText('const a = 1;\nconst b = 2;\n');
    editor.selection = new vscode.Selection(0, 0, 0, 12);
    assert.equal(await act({ name: 'replaceSelection', text: 'const a = 3;' }), true);
    assert.equal(await proposed(), 'const a = 3;\nconst b = 2;\n');
    assert.equal(editor.document.getText(), 'const a = 1;\nconst b = 2;\n');
    await vscode.commands.executeCommand('conductor.acceptReplacement');
    assert.equal(editor.document.getText(), 'const a = 3;\nconst b = 2;\n');
    assert.equal(diffTab(), undefined);
    assert.equal(
      vscode.window.activeTextEditor?.document.getText(vscode.window.activeTextEditor.selection),
      'const a = 3;',
    );
  });

  it('follows what is written before the selection meanwhile', async () => {
    const editor = await openText('const a = 1;\nconst b = 2;\n');
    editor.selection = new vscode.Selection(1, 0, 1, 12);
    await act({ name: 'replaceSelection', text: 'const b = 9;' });
    await proposed();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(editor.document.uri, new vscode.Position(0, 0), '// first\n');
    await vscode.workspace.applyEdit(edit);
    await until('the other side', async () => (await proposed()) === '// first\nconst a = 1;\nconst b = 9;\n');
    await vscode.commands.executeCommand('conductor.acceptReplacement');
    assert.equal(editor.document.getText(), '// first\nconst a = 1;\nconst b = 9;\n');
  });

  it('replaces what was asked about, wherever it is now, when nothing is selected any more', async () => {
    const editor = await openText('const a = 1;\nconst b = 2;\n');
    editor.selection = new vscode.Selection(1, 0, 1, 12);
    await act({ name: 'attachSelection' });
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// first\n'));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.equal(await act({ name: 'replaceSelection', text: 'const b = 9;' }), true);
    assert.equal(await proposed(), '// first\nconst a = 1;\nconst b = 9;\n');
    await vscode.commands.executeCommand('conductor.rejectReplacement');
  });

  it('leaves the file as it is when the difference is rejected', async () => {
    const editor = await openText('const a = 1;\n');
    editor.selection = new vscode.Selection(0, 0, 0, 12);
    await act({ name: 'replaceSelection', text: 'const a = 3;' });
    await proposed();
    await vscode.commands.executeCommand('conductor.rejectReplacement');
    await until('the difference to be closed', () => diffTab() === undefined);
    assert.equal(editor.document.getText(), 'const a = 1;\n');
  });

  it('opens as a tab in its language, and as plain text where the editor knows none', async () => {
    await act({ name: 'openAsTab', text: 'print(1)', languageId: 'py' });
    assert.equal(activeDocument()?.languageId, 'python');
    assert.equal(activeDocument()?.getText(), 'print(1)');
    await act({ name: 'openAsTab', text: 'x', languageId: 'no-such-language' });
    assert.equal(activeDocument()?.languageId, 'plaintext');
  });
});

describe('places and links of an answer', () => {
  afterEach(closeEditors);

  it('open a file of the workspace at its line', async () => {
    assert.equal(await act({ name: 'openFile', path: 'src/retry-delay.ts', line: 8 }), true);
    const editor = await until('the file', () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.endsWith('/src/retry-delay.ts')),
    );
    assert.equal(editor.selection.active.line, 7);
  });

  it('open nothing that lies elsewhere', async () => {
    const outside = [
      '../outside.txt',
      '/etc/hostname',
      'file:///etc/hostname',
      'src',
      'src/../../x',
      'no-such-file.ts',
    ];
    for (const path of outside) assert.equal(await act({ name: 'openFile', path }), false, path);
  });

  it('open no link but web and mail ones', async () => {
    for (const url of [
      'command:workbench.action.closeWindow',
      'file:///etc/hostname',
      'javascript:1',
      'vscode://x',
      'no link',
    ]) {
      assert.equal(await act({ name: 'openLink', url }), false, url);
    }
  });
});

describe('files as context', () => {
  afterEach(closeEditors);

  it('are found by what is typed, open ones first', async () => {
    await openFile('src/report.ts');
    const all = (await act({ name: 'findFiles', query: '' })) as { path: string; isOpen: boolean }[];
    assert.deepEqual(all[0], { path: 'src/report.ts', isOpen: true });
    assert.ok(all.length > 5);
    const some = (await act({ name: 'findFiles', query: 'retry' })) as { path: string }[];
    assert.equal(some[0]?.path, 'src/retry-delay.ts');
  });

  it('carry their text, path and lines; what is not there carries nothing', async () => {
    const item = (await act({ name: 'attachFile', path: 'src/retry-delay.ts' })) as Record<string, unknown>;
    assert.equal(item['path'], 'src/retry-delay.ts');
    assert.equal(item['startLine'], 1);
    assert.match(String(item['text']), /retryDelayMs/);
    assert.equal(await act({ name: 'attachFile', path: '../../etc/hostname' }), null);
  });

  it('may be what is selected', async () => {
    const editor = await openFile('src/retry-delay.ts');
    editor.selection = new vscode.Selection(3, 0, 5, 0);
    const item = (await act({ name: 'attachSelection' })) as Record<string, unknown>;
    assert.deepEqual([item['kind'], item['startLine'], item['endLine']], ['selection', 4, 5]);
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    assert.equal(await act({ name: 'attachSelection' }), null);
  });
});
