import type { FsPort } from './files/fs-port.ts';
import type { Quarantine } from './files/quarantine.ts';
import type { Schema } from './sql/migrations.ts';

/** What every part of an open store works with. */
export interface Environment {
  readonly fs: FsPort;
  /** The store's folder. */
  readonly folder: string;
  /** The content of sql-wasm.wasm. */
  readonly wasm: Uint8Array;
  readonly schema: Schema;
  readonly quarantine: Quarantine;
  readonly now: () => string;
  readonly tell: (notice: string) => void;
}
