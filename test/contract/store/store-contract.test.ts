import { openNodeSqliteStore } from '../../support/node-sqlite-engine.ts';
import { describeStoreContract } from './store-contract.ts';
import { openJournalStore } from './stores.ts';

describeStoreContract('sql.js over a journal', (folder) => openJournalStore(folder));
describeStoreContract('node:sqlite', openNodeSqliteStore);
