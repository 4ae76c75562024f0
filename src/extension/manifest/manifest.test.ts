import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { commandIds } from '../commands/command-ids.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
}

interface Setting {
  readonly scope: string;
  readonly order: number;
  readonly default: unknown;
  readonly markdownDescription: string;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly keybindings: readonly { readonly command: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly svg: string } }[] }[];
  };
}

const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const { contributes } = manifest;
const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Readonly<
  Record<string, Setting>
>;
const known: ReadonlySet<string> = new Set(commandIds);

describe('the manifest', () => {
  it('has the commands that the table has, each in our category', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
    assert.ok(contributes.commands.every(({ category }) => category === 'Conductor'));
  });

  it('speaks in menus and keybindings only of commands and submenus that there are', () => {
    const items = Object.values(contributes.menus).flat();
    const commands = [...items, ...contributes.keybindings].flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      commands.filter((command) => !known.has(command)),
      [],
    );
    const submenus = contributes.submenus.map(({ id }) => id);
    assert.deepEqual(
      items.flatMap(({ submenu }) => submenu ?? []).filter((id) => !submenus.includes(id)),
      [],
    );
    for (const id of submenus) assert.ok((contributes.menus[id] ?? []).length > 0, `the submenu ${id} is empty`);
  });

  it('names in its texts only commands that there are', () => {
    const named = [...read('package.nls.json').matchAll(/command:(conductor\.\w+)/g)].map(([, id]) => id ?? '');
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((id) => !known.has(id)),
      [],
    );
  });

  it('lets no workspace change where a key is sent', () => {
    const providers = Object.keys(settings).filter((key) => key.startsWith('conductor.providers.'));
    assert.ok(providers.length > 0);
    for (const key of providers) assert.ok(['machine', 'application'].includes(settings[key]?.scope ?? ''), key);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, providers);
  });

  it('gives every setting a scope, a place, a default and words', () => {
    for (const [key, setting] of Object.entries(settings)) {
      assert.ok(setting.scope !== '' && setting.order > 0 && 'default' in setting, key);
      assert.match(setting.markdownDescription, /^%.+%$/, key);
    }
  });

  it('has every setting that the extension reads, and no other', () => {
    const source = read('src/extension/host-link/provider-settings.ts') + read('src/extension/host-link/settings.ts');
    const readKeys = [...source.matchAll(/read\('([\w.]+)'\)/g)].map(([, key]) => `conductor.${key ?? ''}`);
    assert.deepEqual([...new Set(readKeys)].sort(), Object.keys(settings).sort());
  });

  it('does not begin with the editor, and runs where the workspace is', () => {
    assert.deepEqual(manifest.activationEvents, ['onWebviewPanel:conductor.chatTab']);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('shows pictures that there are', () => {
    const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
    const icons = [...manifestText.matchAll(/"(media\/[^"]+)"/g)].map(([, file]) => file ?? '');
    for (const file of [manifest.icon, ...pictures, ...icons]) assert.ok(existsSync(path.join(root, file)), file);
  });
});
