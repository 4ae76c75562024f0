import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { conductor } from '../support/conductor.ts';

interface Binding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
}

interface ManifestPart {
  readonly contributes: { readonly keybindings: readonly Binding[] };
}

/** The editor's own list, as its command “Open Default Keyboard Shortcuts (JSON)” shows it. */
async function readDefaults(): Promise<Binding[]> {
  const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  const json = text.slice(0, text.indexOf('\n]') + 2).replace(/^\s*\/\/.*$/gm, '');
  return JSON.parse(json) as Binding[];
}

describe('keybindings', () => {
  it('take no key away from the editor', async () => {
    const defaults = (await readDefaults()).filter(({ command }) => !command.startsWith('conductor.'));
    assert.ok(defaults.length > 300);
    const { keybindings } = (conductor().packageJSON as ManifestPart).contributes;
    // A key that means something of ours in our own places only is not taken away.
    const everywhere = keybindings.filter(({ when }) => when === undefined || when === 'editorTextFocus');
    assert.ok(everywhere.length > 0);
    const taken = everywhere.flatMap(({ key, command }) =>
      defaults.filter((binding) => binding.key === key).map((binding) => `${command}: ${key} is ${binding.command}`),
    );
    assert.deepEqual(taken, []);
  });
});
