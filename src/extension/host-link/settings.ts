import * as vscode from 'vscode';
import type { Configuration } from '../../agents/core/ports.ts';
import { readAppearance, readOverrides, readProviderConfiguration, type ReadSetting } from './provider-settings.ts';

const section = 'conductor';

const read: ReadSetting = (key) => vscode.workspace.getConfiguration(section).get(key);

/** The value that someone set; undefined where only the default is in force. */
const readSet: ReadSetting = (key) => {
  const configuration = vscode.workspace.getConfiguration(section);
  const seen = configuration.inspect(key);
  const isSet = [seen?.globalValue, seen?.workspaceValue, seen?.workspaceFolderValue].some((value) => value != null);
  return isSet ? configuration.get(key) : undefined;
};

/**
 * The editor's settings behind the host's port; read anew on each use, so that a change needs no restart. What else the
 * editor may change under the host counts as a change too.
 */
export function createConfiguration(otherChanges: readonly vscode.Event<void>[] = []): Configuration {
  return {
    providers: () => readProviderConfiguration(read),
    overrides: () => readOverrides(readSet),
    onChange: (listener) =>
      vscode.Disposable.from(
        vscode.workspace.onDidChangeConfiguration((event) => {
          if (event.affectsConfiguration(section)) listener();
        }),
        ...otherChanges.map((onChange) => onChange(() => listener())),
      ),
  };
}

export function currentAppearance(): ReturnType<typeof readAppearance> {
  return readAppearance(read);
}

/** Whether the other editors that are visible travel along with a question about a selection. */
export function includesOpenEditors(): boolean {
  return read('context.includeOpenEditors') === true;
}

/** Keeps the model that answers where a conversation names none. */
export async function setDefaultModel(ref: string): Promise<void> {
  await vscode.workspace.getConfiguration(section).update('defaultModel', ref, vscode.ConfigurationTarget.Global);
}
