import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { UsageEntry, UsageFilter } from '../../core/ports.ts';
import type { UsageRow } from '../../protocol/usage.ts';
import type { Tables } from '../sql/tables.ts';
import { insertRow } from './insert-row.ts';

const keys: Record<UsageFilter['groupBy'], RawBuilder<string>> = {
  day: sql`substr(created_at, 1, 10)`,
  month: sql`substr(created_at, 1, 7)`,
  model: sql`model`,
  agent: sql`agent_id`,
};

/** Sums by key, in the keys' order. What a deleted conversation used was used. */
export async function sumUsage(database: Kysely<Tables>, filter: UsageFilter): Promise<UsageRow[]> {
  const key = keys[filter.groupBy];
  let query = database
    .selectFrom('usage_tracking')
    .where('user_id', '=', filter.userId)
    .select([
      key.as('key'),
      sql<number>`count(*)`.as('answers'),
      sql<number>`sum(input_tokens)`.as('inputTokens'),
      sql<number>`sum(output_tokens)`.as('outputTokens'),
      sql<number>`coalesce(sum(cost_usd), 0)`.as('costUsd'),
      sql<number>`sum(case when cost_usd is null then 1 else 0 end)`.as('unpricedAnswers'),
    ])
    .groupBy(key)
    .orderBy(key);
  if (filter.from !== undefined) query = query.where('created_at', '>=', filter.from);
  // A moment is its day and `T…`, and U is the letter after T: every moment of the last day is below this.
  if (filter.to !== undefined) query = query.where('created_at', '<', `${filter.to}U`);
  if (filter.conversationId !== undefined) query = query.where('conversation_id', '=', filter.conversationId);
  if (filter.agentId !== undefined) query = query.where('agent_id', '=', filter.agentId);
  if (filter.workflowId !== undefined) query = query.where('workflow_id', '=', filter.workflowId);
  return query.execute();
}

export async function insertUsage(database: Kysely<Tables>, entry: UsageEntry): Promise<void> {
  await insertRow(database, 'usage_tracking', {
    id: entry.id,
    user_id: entry.userId,
    conversation_id: entry.conversationId,
    message_id: entry.messageId,
    agent_id: entry.agentId,
    workflow_id: entry.workflowId,
    model: entry.model,
    input_tokens: entry.inputTokens,
    output_tokens: entry.outputTokens,
    cost_usd: entry.costUsd,
    created_at: entry.createdAt,
  });
}
