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
      const savepoint = `tx_${index}`;
      engine.execute(`SAVEPOINT ${savepoint}`, []);
      try {
        outcome = { value: await work(transaction) };
        transaction.end();
        engine.execute(`RELEASE ${savepoint}`, []);
        return transaction;
      } catch (error) {
        transaction.end();
        engine.execute(`ROLLBACK TO ${savepoint}`, []);
        engine.execute(`RELEASE ${savepoint}`, []);
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
