import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { conductor, api } from '../support/conductor.ts';

interface ManifestPart {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** What VS Code itself registers for a view. */
const ofTheView = /^conductor\.chat\./;

describe('commands', () => {
  it('are registered as the manifest says', async () => {
    await api();
    const { contributes } = conductor().packageJSON as ManifestPart;
    const wanted = contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('conductor.') && !ofTheView.test(id),
    );
    assert.deepEqual(registered.sort(), wanted);
  });
});
