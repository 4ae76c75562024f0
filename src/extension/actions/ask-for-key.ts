import * as vscode from 'vscode';
import type { ProviderId } from '../../agents/protocol/model.ts';
import { isKeyedProvider, keyedProviders, providerNames, type KeyedProvider, type Keys } from '../host-link/keys.ts';
import { doubtKey } from './check-key.ts';

function toValidation(provider: KeyedProvider, typed: string): vscode.InputBoxValidationMessage | undefined {
  const { Error: error, Warning: warning } = vscode.InputBoxValidationSeverity;
  switch (doubtKey(provider, typed)) {
    case 'spaces':
      return { severity: error, message: vscode.l10n.t('A key holds no spaces.') };
    case 'unusual':
      return {
        severity: warning,
        message: vscode.l10n.t('Keys of {0} usually look different. It is kept all the same.', providerNames[provider]),
      };
    default:
      return undefined;
  }
}

/** Asks for a provider's key and keeps it. True when one was given. */
export async function askForKey(keys: Keys, provider: ProviderId): Promise<boolean> {
  if (!isKeyedProvider(provider)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} takes no key.', providerNames[provider]));
    return false;
  }
  const name = providerNames[provider];
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Key for {0}', name),
    prompt: vscode.l10n.t('Kept in the secret storage of VS Code, on this machine. It is sent to {0} only.', name),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => toValidation(provider, text),
  });
  const key = typed?.trim() ?? '';
  if (key === '') return false;
  await keys.set(provider, key);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The key for {0} is kept.', name), 4_000);
  return true;
}

async function pickProvider(title: string, offered: readonly KeyedProvider[]): Promise<KeyedProvider | undefined> {
  const items = offered.map((provider) => ({ label: providerNames[provider], provider }));
  return (await vscode.window.showQuickPick(items, { title }))?.provider;
}

/** Asks which provider, then for its key. */
export async function askForAnyKey(keys: Keys): Promise<void> {
  const provider = await pickProvider(vscode.l10n.t('Whose key?'), keyedProviders);
  if (provider !== undefined) await askForKey(keys, provider);
}

/** Asks which of the keys that are kept should go, and removes it. */
export async function removeAnyKey(keys: Keys): Promise<void> {
  const kept = await Promise.all(
    keyedProviders.map(async (provider) => ((await keys.get(provider)) === undefined ? [] : [provider])),
  );
  const offered = kept.flat();
  if (offered.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No key is kept.'));
    return;
  }
  const provider = await pickProvider(vscode.l10n.t('Which key should be removed?'), offered);
  if (provider === undefined) return;
  await keys.remove(provider);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The key for {0} is removed.', providerNames[provider]), 4_000);
}
