import type { Generated } from 'kysely';

/** The tables as they are in SQL; dates are ISO texts, flags are 0 and 1, `*_json` columns hold JSON. */

export interface ConversationTable {
  id: string;
  user_id: string;
  project_id: string | null;
  title: string;
  /** The title folded for searching. */
  title_search: string;
  agent_id: string;
  workflow_id: string | null;
  model: string | null;
  created_at: string;
  updated_at: string;
  last_message_at: string;
  is_archived: number;
  is_pinned: number;
  settings_json: string;
  token_count: number;
  message_count: number;
  active_message_id: string | null;
  is_deleted: Generated<number>;
  deleted_at: Generated<string | null>;
}

export interface MessageTable {
  /** The order of insertion; given by the database. */
  position: Generated<number>;
  id: string;
  conversation_id: string;
  parent_message_id: string | null;
  role: string;
  content: string;
  thinking: string;
  intent: string;
  context_json: string;
  created_at: string;
  edited_at: string | null;
  state: string;
  finish_reason: string | null;
  agent_id: string | null;
  model: string | null;
  usage_json: string | null;
  duration_ms: number | null;
  error_json: string | null;
  tools_json: string;
  notices_json: string;
  last_seq: number;
  is_deleted: Generated<number>;
  deleted_at: Generated<string | null>;
}

export interface RunTable {
  stream_id: string;
  conversation_id: string;
  state: string;
  is_open: number;
  owner: string;
  stop_requested: number;
  started_at: string;
}

interface RunEventTable {
  stream_id: string;
  seq: number;
  type: string;
  at: string;
  data_json: string;
}

interface UsageTable {
  id: string;
  user_id: string;
  conversation_id: string;
  message_id: string;
  agent_id: string;
  workflow_id: string | null;
  model: string;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number | null;
  created_at: string;
}

interface SettingTable {
  key: string;
  value_json: string;
}

export interface Tables {
  conversations: ConversationTable;
  messages: MessageTable;
  runs: RunTable;
  run_events: RunEventTable;
  usage_tracking: UsageTable;
  settings: SettingTable;
}
