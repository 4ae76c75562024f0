import path from 'node:path';
import type { Store } from '../../../src/agents/core/ports.ts';
import { openStore, type StoreOptions } from '../../../src/agents/store/open-store.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Where the store's two files lie before anything is built. */
export const storeAssets = {
  wasmPath: path.join(root, 'node_modules/sql.js/dist/sql-wasm.wasm'),
  workerPath: path.join(root, 'src/agents/store/snapshot/snapshot-worker.ts'),
} as const;

/** The store of a folder as the product opens it. */
export function openJournalStore(folder: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  return openStore({ folder, ...storeAssets, ...options });
}
