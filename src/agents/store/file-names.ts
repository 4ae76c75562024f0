/** Names carry what is needed to put a store together again when its manifest is lost. */

export interface SnapshotName {
  readonly name: string;
  readonly epoch: number;
  /** The last transaction that it contains. */
  readonly seq: number;
  readonly sha256: string;
}

interface JournalName {
  readonly name: string;
  readonly epoch: number;
}

/** The file that holds the snapshot of an epoch. */
export function snapshotName(epoch: number, seq: number, sha256: string): string {
  return `snapshot-${String(epoch).padStart(8, '0')}-${seq}-${sha256}.db`;
}

/** The file that holds the transactions of an epoch. */
export function journalName(epoch: number): string {
  return `journal-${String(epoch).padStart(8, '0')}.log`;
}

/** The epoch that a snapshot’s name tells, or undefined for any other file. */
export function parseSnapshotName(name: string): SnapshotName | undefined {
  const match = /^snapshot-(\d+)-(\d+)-([0-9a-f]{64})\.db$/.exec(name);
  const [, epoch, seq, sha256] = match ?? [];
  if (epoch === undefined || seq === undefined || sha256 === undefined) return undefined;
  return { name, epoch: Number(epoch), seq: Number(seq), sha256 };
}

/** The epoch that a journal’s name tells, or undefined for any other file. */
export function parseJournalName(name: string): JournalName | undefined {
  const epoch = /^journal-(\d+)\.log$/.exec(name)?.[1];
  return epoch === undefined ? undefined : { name, epoch: Number(epoch) };
}
