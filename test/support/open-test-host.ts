import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  Configuration,
  ModelProvider,
  ProviderConfiguration,
  Secrets,
  Workspace,
} from '../../src/agents/core/ports.ts';
import { createHost } from '../../src/agents/host/create-host.ts';
import type { Host, HostOptions } from '../../src/agents/host/options.ts';
import type { Settings } from '../../src/agents/protocol/settings.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';

const root = path.resolve(import.meta.dirname, '../..');

const nothing = { dispose: () => undefined };

/** Nowhere to go: no test reaches a provider by accident. */
const noProviders: ProviderConfiguration = {
  anthropic: { baseUrl: null },
  openai: { baseUrl: null },
  azure: { endpoint: null, deployments: [], apiVersion: null },
  compatible: { baseUrl: null, name: null, models: [], needsKey: false },
};

const emptyWorkspace: Workspace = {
  name: null,
  listFiles: () => Promise.resolve([]),
  readFile: () => Promise.resolve(null),
};

export const noSecrets: Secrets = { get: () => Promise.resolve(undefined), onChange: () => nothing };

export function fixedConfiguration(
  providers: Partial<ProviderConfiguration> = {},
  overrides: Partial<Settings> = {},
): Configuration {
  return { providers: () => ({ ...noProviders, ...providers }), overrides: () => overrides, onChange: () => nothing };
}

export interface TestHost extends Host {
  readonly log: MemoryLog;
  readonly dataFolder: string;
}

export async function makeDataFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'conductor-test-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** A real host over a real store in a folder of its own, with the given providers beside the built-in ones. */
export async function openTestHost(
  options: Partial<HostOptions> & { readonly dataFolder: string; readonly providers?: readonly ModelProvider[] },
): Promise<TestHost> {
  const log = createMemoryLog();
  const host = await createHost({
    assetFolder: path.join(root, 'node_modules/sql.js/dist'),
    snapshotWorker: path.join(root, 'src/agents/store/snapshot/snapshot-worker.ts'),
    secrets: noSecrets,
    configuration: fixedConfiguration(),
    workspace: emptyWorkspace,
    log,
    ...options,
  });
  return { ...host, log, dataFolder: options.dataFolder };
}
