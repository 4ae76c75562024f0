import type { Kysely } from 'kysely';
import type { Tables } from '../sql/tables.ts';
import { decodeText, encodeText, keepAside, type Payloads } from './text-codec.ts';

export async function getSetting(database: Kysely<Tables>, payloads: Payloads, key: string): Promise<unknown> {
  const row = await database.selectFrom('settings').select('value_json').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : JSON.parse(await decodeText(row.value_json, payloads));
}

/** `undefined` takes the setting out. */
export async function setSetting(
  database: Kysely<Tables>,
  payloads: Payloads,
  { key, value }: { readonly key: string; readonly value: unknown },
): Promise<void> {
  if (value === undefined) {
    await database.deleteFrom('settings').where('key', '=', key).execute();
    return;
  }
  const aside: Uint8Array[] = [];
  const value_json = encodeText(JSON.stringify(value), aside);
  await keepAside(aside, payloads);
  await database
    .insertInto('settings')
    .values({ key, value_json })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json }))
    .execute();
}
