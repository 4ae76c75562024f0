import * as vscode from 'vscode';
import type { Client } from '../../agents/client/client.ts';
import type { Model, ModelList } from '../../agents/protocol/model.ts';
import { providerNames, type Keys } from '../host-link/keys.ts';
import { askForKey } from './ask-for-key.ts';
import { priceOf, remedyFor, shortCount, toModelRows, type ModelRow } from './model-items.ts';

interface ModelPickItem extends vscode.QuickPickItem {
  readonly model?: Model;
}

export interface PickModelOptions {
  readonly client: Client;
  readonly keys: Keys;
  readonly current: string | null;
}

const keyButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('key'),
  tooltip: vscode.l10n.t('Add a key'),
});
const settingsButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('gear'),
  tooltip: vscode.l10n.t('Open settings'),
});

function detailOf(model: Model): string {
  const { contextTokens, deprecatedOn, retiresOn, unusable } = model;
  const price = priceOf(model);
  const parts = [
    unusable?.message,
    contextTokens === null ? undefined : vscode.l10n.t('{0} tokens of context', shortCount(contextTokens)),
    price === null ? undefined : vscode.l10n.t('{0} for a million tokens in / out', price),
    retiresOn === null ? undefined : vscode.l10n.t('turned off on {0}', retiresOn),
    retiresOn === null && deprecatedOn !== null ? vscode.l10n.t('given up on {0}', deprecatedOn) : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function toItem(row: ModelRow, current: string | null): ModelPickItem {
  if (row.kind === 'separator') {
    const name = providerNames[row.provider];
    const label = row.usable ? name : vscode.l10n.t('{0}: not usable now', name);
    return { label, kind: vscode.QuickPickItemKind.Separator };
  }
  const { model, isDefault } = row;
  const remedy = remedyFor(model);
  return {
    model,
    label: model.ref === current ? `$(check) ${model.name}` : model.name,
    description: isDefault ? vscode.l10n.t('{0} (default)', model.id) : model.id,
    detail: detailOf(model),
    buttons: remedy === null ? [] : [remedy === 'key' ? keyButton() : settingsButton()],
  };
}

async function readModels(client: Client, refresh: boolean): Promise<ModelList> {
  return client.call('GET /api/models', { query: { refresh: refresh ? 'true' : 'false' } });
}

/** Does what would make a model usable; true when it may be usable now. */
async function remedy(model: Model, keys: Keys): Promise<boolean> {
  switch (remedyFor(model)) {
    case 'key':
      return askForKey(keys, model.provider);
    case 'settings':
      await vscode.commands.executeCommand('workbench.action.openSettings', `conductor.providers.${model.provider}`);
      return false;
    case null:
      void vscode.window.showInformationMessage(model.unusable?.message ?? '');
      return false;
  }
}

function pickOnce(list: ModelList, current: string | null): Promise<Model | undefined> {
  const pick = vscode.window.createQuickPick<ModelPickItem>();
  pick.title = vscode.l10n.t('Which model answers?');
  pick.placeholder = vscode.l10n.t('Type to search by name or provider');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = toModelRows(list).map((row) => toItem(row, current));
  pick.activeItems = pick.items.filter((item) => item.model?.ref === (current ?? list.defaultModel));
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.model);
      pick.hide();
    });
    pick.onDidTriggerItemButton(({ item }) => {
      resolve(item.model);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Shows every model that is known; answers with the reference of a usable one, or null when none was picked. */
export async function pickModel({ client, keys, current }: PickModelOptions): Promise<string | null> {
  let list = await readModels(client, false);
  for (;;) {
    const picked = await pickOnce(list, current);
    if (picked === undefined) return null;
    if (picked.unusable === null) return picked.ref;
    if (!(await remedy(picked, keys))) return null;
    list = await readModels(client, true);
    if (list.models.some((model) => model.ref === picked.ref && model.unusable === null)) return picked.ref;
  }
}
