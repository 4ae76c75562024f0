import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { assertJournalled, assertQuery, toSqlValues } from './sql-rules.ts';

describe('rules for SQL', () => {
  it('refuse in the journal whatever would come out differently the next time', () => {
    const wrong = [
      'insert into t values (random())',
      'insert into t values (RandomBlob (4))',
      "update t set a = datetime('now')",
      'update t set a = date ()',
      'insert into t values (CURRENT_TIMESTAMP)',
      'insert into t values (current_date)',
      'update t set a = unixepoch()',
      'update t set a = changes()',
      'insert into t values (last_insert_rowid())',
      'delete from t where a < julianday()',
      'create table t (a)',
      'pragma foreign_keys = off',
      'select 1',
      'begin',
    ];
    for (const sql of wrong) assert.throws(() => assertJournalled(sql), { code: 'internal' }, sql);
  });

  it('let through what is bound', () => {
    const right = [
      'insert into "settings" ("key", "date") values (?, ?)',
      'update t set updated_at = ?, random_column = ? where date = ?',
      'with recursive tree as (select 1) delete from t',
    ];
    for (const sql of right) assertJournalled(sql);
  });

  it('let a reader only ask', () => {
    assertQuery(' SELECT 1');
    assertQuery('with a as (select 1) select * from a');
    for (const sql of ['insert into t values (1)', 'drop table t', 'pragma user_version = 3']) {
      assert.throws(() => assertQuery(sql), { code: 'internal' }, sql);
    }
  });

  it('let through only values that come back as they were', () => {
    assert.deepEqual(toSqlValues([null, 'a', 1.5, -3, Number.MAX_SAFE_INTEGER]), [null, 'a', 1.5, -3, 2 ** 53 - 1]);
    for (const value of [2 ** 53, 1e300, NaN, -Infinity, 1n, true, undefined, {}, new Uint8Array(1)]) {
      assert.throws(() => toSqlValues([value]), { code: 'invalid_request' });
    }
  });
});
