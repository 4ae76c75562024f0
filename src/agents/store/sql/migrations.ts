/**
 * How the schema came to be, step by step: the first brings an empty database to schema 1. A step that was released is
 * never changed again, and computes nothing from the clock or from chance.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL,
    project_id TEXT,
    title TEXT NOT NULL,
    title_search TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    workflow_id TEXT,
    model TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    last_message_at TEXT NOT NULL,
    is_archived INTEGER NOT NULL,
    is_pinned INTEGER NOT NULL,
    settings_json TEXT NOT NULL,
    token_count INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    active_message_id TEXT,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    deleted_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX conversations_by_activity
    ON conversations (user_id, is_deleted, is_archived, is_pinned, last_message_at, id);

  CREATE TABLE messages (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    parent_message_id TEXT REFERENCES messages (id),
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    thinking TEXT NOT NULL,
    intent TEXT NOT NULL,
    context_json TEXT NOT NULL,
    created_at TEXT NOT NULL,
    edited_at TEXT,
    state TEXT NOT NULL,
    finish_reason TEXT,
    agent_id TEXT,
    model TEXT,
    usage_json TEXT,
    duration_ms REAL,
    error_json TEXT,
    tools_json TEXT NOT NULL,
    notices_json TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    deleted_at TEXT
  ) STRICT;
  CREATE INDEX messages_by_conversation ON messages (conversation_id, position);
  CREATE INDEX messages_by_parent ON messages (parent_message_id, position);
  CREATE INDEX first_messages ON messages (conversation_id, position) WHERE parent_message_id IS NULL;

  CREATE TABLE runs (
    stream_id TEXT PRIMARY KEY NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    owner TEXT NOT NULL,
    stop_requested INTEGER NOT NULL,
    started_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_runs ON runs (started_at, stream_id) WHERE is_open = 1;

  CREATE TABLE run_events (
    stream_id TEXT NOT NULL REFERENCES runs (stream_id),
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    data_json TEXT NOT NULL,
    PRIMARY KEY (stream_id, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE usage_tracking (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    workflow_id TEXT,
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL,
    created_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX usage_by_day ON usage_tracking (user_id, created_at);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value_json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

/** What a program can make of a database: which steps it knows, and who may still write it after them. */
export interface Schema {
  readonly migrations: readonly string[];
  /** Programs that know fewer steps than this can only look at a store of this schema. */
  readonly minReader: number;
}

export const schema: Schema = { migrations, minReader: 1 };

/** The number of the newest schema that this program knows. */
export const schemaVersion = migrations.length;
