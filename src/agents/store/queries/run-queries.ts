import type { Kysely, Selectable, Updateable } from 'kysely';
import type { RunRow } from '../../core/ports.ts';
import { ConductorError } from '../../protocol/conductor-error.ts';
import { isEndState } from '../../protocol/end-state.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { RunTable, Tables } from '../sql/tables.ts';
import { insertRow } from './insert-row.ts';
import { decodeText, encodeText, keepAside, type Payloads } from './text-codec.ts';

function toRun(row: Selectable<RunTable>): RunRow {
  return {
    streamId: row.stream_id,
    conversationId: row.conversation_id,
    state: row.state as RunRow['state'],
    owner: row.owner,
    stopRequested: row.stop_requested === 1,
    startedAt: row.started_at,
  };
}

function stateColumns(state: RunRow['state']): { state: string; is_open: number } {
  return { state, is_open: isEndState(state) ? 0 : 1 };
}

export async function getRun(database: Kysely<Tables>, streamId: string): Promise<RunRow | undefined> {
  const row = await database.selectFrom('runs').selectAll().where('stream_id', '=', streamId).executeTakeFirst();
  return row && toRun(row);
}

export async function listOpenRuns(database: Kysely<Tables>): Promise<RunRow[]> {
  const rows = await database
    .selectFrom('runs')
    .selectAll()
    .where('is_open', '=', 1)
    .orderBy('started_at')
    .orderBy('stream_id')
    .execute();
  return rows.map(toRun);
}

export async function insertRun(database: Kysely<Tables>, row: RunRow): Promise<void> {
  await insertRow(database, 'runs', {
    stream_id: row.streamId,
    conversation_id: row.conversationId,
    ...stateColumns(row.state),
    owner: row.owner,
    stop_requested: row.stopRequested ? 1 : 0,
    started_at: row.startedAt,
  });
}

/** @throws ConductorError not_found where there is no such run. */
export async function updateRun(
  database: Kysely<Tables>,
  streamId: string,
  patch: Partial<Pick<RunRow, 'state' | 'stopRequested' | 'owner'>>,
): Promise<void> {
  const columns: Updateable<RunTable> = {
    ...(patch.state === undefined ? {} : stateColumns(patch.state)),
    ...(patch.stopRequested === undefined ? {} : { stop_requested: patch.stopRequested ? 1 : 0 }),
    ...(patch.owner === undefined ? {} : { owner: patch.owner }),
  };
  if (Object.keys(columns).length === 0) return;
  const result = await database.updateTable('runs').set(columns).where('stream_id', '=', streamId).executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new ConductorError('not_found', 'There is no such run.');
}

export async function listEvents(
  database: Kysely<Tables>,
  payloads: Payloads,
  { streamId, afterSeq }: { readonly streamId: string; readonly afterSeq: number },
): Promise<RunEvent[]> {
  const rows = await database
    .selectFrom('run_events')
    .selectAll()
    .where('stream_id', '=', streamId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const data: unknown = JSON.parse(await decodeText(row.data_json, payloads));
      return { streamId: row.stream_id, seq: row.seq, at: row.at, type: row.type, data } as RunEvent;
    }),
  );
}

/** One statement for each event, so that each costs the same. */
export async function appendEvents(
  database: Kysely<Tables>,
  payloads: Payloads,
  events: readonly RunEvent[],
): Promise<void> {
  for (const { streamId, seq, type, at, data } of events) {
    const aside: Uint8Array[] = [];
    const row = { stream_id: streamId, seq, type, at, data_json: encodeText(JSON.stringify(data), aside) };
    await keepAside(aside, payloads);
    await insertRow(database, 'run_events', row);
  }
}
