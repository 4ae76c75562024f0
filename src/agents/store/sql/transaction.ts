import { ConductorError } from '../../protocol/conductor-error.ts';
import type { Change } from '../../protocol/events.ts';
import type { Statement } from '../journal/frame.ts';
import type { SqlTransaction } from './sql-database.ts';
import type { SqlEngine, SqlResult } from './sql-engine.ts';
import { assertJournalled, assertQuery, toConstraintError, toSqlValues } from './sql-rules.ts';

/** The statements of one transaction on an engine: checks them and remembers what changed something. */
export class Transaction implements SqlTransaction {
  readonly statements: Statement[] = [];
  readonly #changes = new Map<string, Change>();
  readonly #engine: SqlEngine;
  readonly #mode: 'read' | 'write';
  #isOver = false;

  constructor(engine: SqlEngine, mode: 'read' | 'write') {
    this.#engine = engine;
    this.#mode = mode;
  }

  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  execute(sql: string, parameters: readonly unknown[], kind: 'query' | 'change'): SqlResult {
    if (this.#isOver) throw new ConductorError('internal', 'This reader was used after its transaction had ended.');
    const values = toSqlValues(parameters);
    if (kind === 'query' || this.#mode === 'read') {
      assertQuery(sql);
      return this.#engine.execute(sql, values);
    }
    assertJournalled(sql);
    const result = this.#change(sql, values);
    if (result.changes > 0) this.statements.push([sql, values]);
    return result;
  }

  note(change: Change): void {
    this.#changes.set(`${change.area} ${change.conversationId ?? ''}`, change);
  }

  end(): void {
    this.#isOver = true;
  }

  #change(sql: string, values: ReturnType<typeof toSqlValues>): SqlResult {
    try {
      return this.#engine.execute(sql, values);
    } catch (error) {
      throw toConstraintError(error);
    }
  }
}
