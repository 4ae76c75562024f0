import { ConductorError } from '../../protocol/conductor-error.ts';
import type { SqlValue } from '../journal/frame.ts';

/**
 * Whatever SQLite would work out from the clock, from chance or from the connection. A statement with one of these would
 * give another result when the journal is read again.
 */
const nonDeterministic =
  /\b(random|randomblob|date|time|datetime|julianday|strftime|unixepoch|timediff|changes|total_changes|last_insert_rowid)\s*\(|\bcurrent_(date|time|timestamp)\b/i;
const isChange = /^\s*(insert|update|delete|with)\b/i;
const isQuery = /^\s*(select|with)\b/i;

const accepted = new Set<string>();

/** @throws ConductorError internal for SQL that may not be in the journal. */
export function assertJournalled(sql: string): void {
  if (accepted.has(sql)) return;
  if (!isChange.test(sql)) {
    throw new ConductorError('internal', 'Only INSERT, UPDATE and DELETE may change the store.');
  }
  if (nonDeterministic.test(sql)) {
    throw new ConductorError('internal', 'A statement of the journal must not compute times, chance or row counts.');
  }
  accepted.add(sql);
}

/** @throws ConductorError internal for SQL that is not a query. */
export function assertQuery(sql: string): void {
  if (!isQuery.test(sql)) throw new ConductorError('internal', 'A reader can only ask.');
}

/** @throws ConductorError invalid_request for a value that SQLite would not give back as it is. */
export function toSqlValues(parameters: readonly unknown[]): SqlValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string') return value;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new ConductorError(
        'invalid_request',
        `The store keeps text, numbers and nothing else, not ${typeof value}.`,
      );
    }
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new ConductorError('invalid_request', `${value} is beyond 2^53 and would not be kept exactly.`);
    }
    return value;
  });
}

/** A constraint that was hurt, as the failure it means; other errors as they are. */
export function toConstraintError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('UNIQUE constraint failed')) {
    return new ConductorError('conflict', 'There is one with this identifier already.', { cause: error });
  }
  if (message.includes('FOREIGN KEY constraint failed')) {
    return new ConductorError('not_found', 'What this belongs to does not exist.', { cause: error });
  }
  return error;
}
