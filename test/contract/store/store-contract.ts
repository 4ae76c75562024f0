import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe } from 'mocha';
import type { Store } from '../../../src/agents/core/ports.ts';
import { ConductorError } from '../../../src/agents/protocol/conductor-error.ts';
import { describeConversations } from './conversation-contract.ts';
import { describeMessages } from './message-contract.ts';
import { describeRuns } from './run-contract.ts';
import type { Subject } from './subject.ts';
import { describeTransactions } from './transaction-contract.ts';
import { describeValues } from './value-contract.ts';

/** What every store must do, whatever lies beneath. `open` opens the store of a folder. */
export function describeStoreContract(name: string, open: (folder: string) => Promise<Store>): void {
  describe(`Store: ${name}`, () => {
    let folder = '';
    let store: Store | undefined;
    const current = (): Store => {
      if (store === undefined) throw new ConductorError('internal', 'The store is opened for each test.');
      return store;
    };

    beforeEach(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'store-contract-'));
      store = await open(folder);
    });

    afterEach(async () => {
      await store?.close();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const subject: Subject = {
      get store() {
        return current();
      },
      get folder() {
        return folder;
      },
      open,
      write: (work) => current().write(work),
      read: (work) => current().read(work),
      async reopen() {
        await current().close();
        store = await open(folder);
      },
    };

    describeConversations(subject);
    describeMessages(subject);
    describeValues(subject);
    describeRuns(subject);
    describeTransactions(subject);
  });
}
