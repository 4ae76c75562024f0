import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import initSqlJs, { type Database } from 'sql.js';
import { migrations } from '../../src/agents/store/sql/migrations.ts';
import { storeAssets } from '../contract/store/stores.ts';

/** Something that keeps messages; `insert` returns when the row is on the disk. */
export interface Rival {
  insert(id: string, content: string): void;
  close(): void;
}

const insertMessage = `INSERT INTO messages (id, conversation_id, parent_message_id, role, content, thinking, intent,
  context_json, created_at, state, tools_json, notices_json, last_seq)
  VALUES (?, 'c_1', NULL, 'user', ?, '', 'ask', '[]', '2026-11-21T09:30:00.000Z', 'complete', '[]', '[]', 0)`;
const insertConversation = `INSERT INTO conversations (id, user_id, title, title_search, agent_id, created_at, updated_at,
  last_message_at, is_archived, is_pinned, settings_json, token_count, message_count)
  VALUES ('c_1', 'local', '', '', '', '', '', '', 0, 0, '{}', 0, 0)`;

/** node:sqlite in WAL mode, every commit synced, one prepared statement: as fast as SQLite in Node gets. */
export function createNodeSqliteRival(folder: string, rows: Iterable<readonly [id: string, content: string]>): Rival {
  const database = new DatabaseSync(path.join(folder, 'rival.sqlite'));
  database.exec('PRAGMA journal_mode=wal; PRAGMA synchronous=full; PRAGMA foreign_keys=on');
  for (const migration of migrations) database.exec(migration);
  database.exec(insertConversation);
  const insert = database.prepare(insertMessage);
  database.exec('BEGIN');
  for (const [id, content] of rows) insert.run(id, content);
  database.exec('COMMIT; PRAGMA wal_checkpoint(truncate)');
  return {
    insert: (id, content) => void insert.run(id, content),
    close: () => database.close(),
  };
}

/** sql.js as it is commonly kept: after every commit the whole database is exported, written aside, synced, renamed. */
export async function createExportRival(
  folder: string,
  rows: Iterable<readonly [id: string, content: string]>,
): Promise<Rival> {
  const sql = await initSqlJs({ wasmBinary: fs.readFileSync(storeAssets.wasmPath) as unknown as ArrayBuffer });
  const database: Database = new sql.Database();
  for (const migration of migrations) database.exec(migration);
  database.run(insertConversation);
  const insert = database.prepare(insertMessage);
  database.run('BEGIN');
  for (const [id, content] of rows) insert.run([id, content]);
  database.run('COMMIT');
  const target = path.join(folder, 'rival.db');
  return {
    insert(id, content) {
      insert.run([id, content]);
      const file = fs.openSync(`${target}.tmp`, 'w');
      fs.writeSync(file, database.export());
      fs.fsyncSync(file);
      fs.closeSync(file);
      fs.renameSync(`${target}.tmp`, target);
    },
    close: () => database.close(),
  };
}
