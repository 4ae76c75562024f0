import type { SqlTransaction } from './sql/sql-database.ts';
import { Transaction } from './sql/transaction.ts';
import type { SqlEngine } from './sql/sql-engine.ts';

/** A transaction that somebody waits for. */
export interface QueuedWrite {
  run(engine: SqlEngine, index: number): Promise<Transaction | undefined>;
  /** It is on disk. */
  acknowledge(): void;
  reject(error: unknown): void;
}

type Steps = readonly [begin: readonly string[], end: readonly string[], undo: readonly string[]];
const first: Steps = [[], [], ['ROLLBACK', 'BEGIN']];
const later: Steps = [['SAVEPOINT one'], ['RELEASE one'], ['ROLLBACK TO one', 'RELEASE one']];

type Outcome<T> = { readonly value: T } | undefined;

/**
 * One caller's transaction inside a shared one: its failure undoes it alone. `run` gives back what it did, or undefined
 * when it failed, which its caller has been told then.
 */
export function queuedWrite<T>(
  work: (transaction: SqlTransaction) => Promise<T>,
  settle: { readonly resolve: (value: T) => void; readonly reject: (error: unknown) => void },
): QueuedWrite {
  let outcome: Outcome<T>;
  return {
    async run(engine, index) {
      const transaction = new Transaction(engine, 'write');
      // The first one needs no savepoint: there is nothing before it that it could undo. A savepoint doubles its cost.
      const [begin, end, undo] = index === 0 ? first : later;
      for (const sql of begin) engine.execute(sql, []);
      try {
        outcome = { value: await work(transaction) };
        transaction.end();
        for (const sql of end) engine.execute(sql, []);
        return transaction;
      } catch (error) {
        transaction.end();
        for (const sql of undo) engine.execute(sql, []);
        settle.reject(error);
        return undefined;
      }
    },
    acknowledge() {
      if (outcome !== undefined) settle.resolve(outcome.value);
    },
    reject: settle.reject,
  };
}
