import path from 'node:path';
import { randomInt } from 'node:crypto';
import { createAccessGate } from '../access/access-gate.ts';
import { AuditLog } from '../access/audit-log.ts';
import { createApi } from '../api/create-api.ts';
import { createClient } from '../client/client.ts';
import { chooseDefaultModel } from '../models/choose-default.ts';
import type { Principal } from '../core/ports.ts';
import { createLocalProvider } from '../models/local/local-provider.ts';
import { createModelProviders } from '../models/create-model-providers.ts';
import { ConversationService } from '../services/conversations/conversation-service.ts';
import { MessageService } from '../services/messages/message-service.ts';
import { ModelService } from '../services/models/model-service.ts';
import { RunService } from '../services/runs/run-service.ts';
import { SettingsService } from '../services/settings/settings-service.ts';
import { UsageService } from '../services/usage/usage-service.ts';
import { openStore } from '../store/open-store.ts';
import type { Host, HostOptions } from './options.ts';
import { createRandomIds } from './random-ids.ts';
import { createSystemClock } from './system-clock.ts';
import { version } from './version.ts';

/** The person at this machine, with every right. */
const localPerson: Principal = { userId: 'local', role: 'admin' };

const inProcess = (): Principal => localPerson;

/**
 * A host over its data folder: opens the store, ends what a dead process left behind, and binds the contract.
 * @throws ConductorError storage_denied, storage_full or storage_damaged when the data folder cannot be used.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const { configuration, secrets, workspace, log } = options;
  const clock = options.clock ?? createSystemClock();
  const ids = options.ids ?? createRandomIds();
  const store = await openStore({
    folder: path.join(options.dataFolder, 'store'),
    wasmPath: path.join(options.assetFolder, 'sql-wasm.wasm'),
    workerPath: options.snapshotWorker ?? path.join(options.assetFolder, 'snapshot-worker.cjs'),
    log,
    clock,
  });
  const providers = [
    createLocalProvider({ workspace, clock }),
    ...createModelProviders({ secrets, configuration, clock }),
    ...(options.providers ?? []),
  ];
  const settings = new SettingsService({ store, configuration });
  const models = new ModelService({
    providers,
    chooseDefault: chooseDefaultModel,
    readPreferred: async () => (await settings.get()).defaultModel,
  });
  const random = (): number => randomInt(2 ** 32) / 2 ** 32;
  const readSettings = (): ReturnType<SettingsService['getFramework']> => settings.getFramework();
  const runs = new RunService({ store, clock, ids, log, random, readSettings });
  const messages = new MessageService({ store, clock, ids, runs, models, settings });
  const conversations = new ConversationService({ store, clock, ids });
  const audit = new AuditLog({ folder: path.join(options.dataFolder, 'audit'), clock, log });
  const api = createApi({
    store,
    clock,
    ids,
    log,
    configuration,
    conversations,
    messages,
    models,
    runs,
    settings,
    version,
    usage: new UsageService({ store }),
    gate: createAccessGate(audit),
    authenticate: options.authenticate ?? inProcess,
  });
  await runs.recover().catch((cause: unknown) => {
    log.write('warn', 'recovery_postponed', { message: cause instanceof Error ? cause.message : 'unknown' });
  });
  const fetch = async (request: Request): Promise<Response> => api.fetch(request);
  return {
    fetch,
    client: createClient(fetch),
    async dispose() {
      await runs.close();
      await store.close();
    },
  };
}
