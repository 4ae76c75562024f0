import type { CompiledQuery, Insertable, Kysely } from 'kysely';
import type { Tables } from '../sql/tables.ts';

const compiled = new Map<string, CompiledQuery>();

/**
 * Inserts one row. The statement for a table and its columns is compiled once: compiling costs more than the rest of an
 * insert in memory.
 */
export async function insertRow<T extends keyof Tables>(
  database: Kysely<Tables>,
  table: T,
  row: Insertable<Tables[T]>,
): Promise<void> {
  const key = `${table} ${Object.keys(row).join()}`;
  let query = compiled.get(key);
  if (query === undefined) {
    query = database.insertInto(table).values(row).compile();
    compiled.set(key, query);
  }
  await database.executeQuery({ ...query, parameters: Object.values(row) });
}
