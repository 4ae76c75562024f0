import type { SqlJsEngine } from './sql/sqljs-engine.ts';

/** Takes a database from one schema to another, all steps or none. */
export function migrate(engine: SqlJsEngine, migrations: readonly string[], step: { from: number; to: number }): void {
  engine.execute('BEGIN', []);
  try {
    for (const migration of migrations.slice(step.from, step.to)) engine.executeScript(migration);
    engine.executeScript(`PRAGMA user_version = ${step.to}`);
    engine.execute('COMMIT', []);
  } catch (error) {
    engine.execute('ROLLBACK', []);
    throw error;
  }
}

/** The schema that a database's file is of. */
export function schemaOf(engine: SqlJsEngine): number {
  return Number(engine.execute('PRAGMA user_version', []).rows[0]?.['user_version'] ?? 0);
}
