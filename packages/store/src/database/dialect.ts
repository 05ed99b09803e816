/**
 * What differs between database engines, in one place. Everything else is said in Kysely's terms and runs on any of them.
 * PostgreSQL gets a second implementation of `SqlDialect`, with `bigint` keys, and of `SearchIndex` (search/).
 */
import type { DatabaseSync } from 'node:sqlite';
import {
  type Dialect,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { SqliteDriver } from './driver.ts';

export interface SqlDialect {
  /** Column type of a row's own number: up to 2^53. */
  readonly key: 'integer' | 'bigint';
  /** Column type of raw bytes. */
  readonly bytes: 'blob' | 'bytea';
  /** Ends the `create table` of one whose rows are to lie in the order of its primary key, with no key of their own beside it. */
  readonly clustered: RawBuilder<unknown>;
  /** What stands behind `in` for numbers of any count: one parameter, where a list would need one for each. */
  numbers(list: readonly number[]): RawBuilder<unknown>;
}

export function sqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

export const sqlite: SqlDialect = {
  key: 'integer',
  bytes: 'blob',
  clustered: sql`without rowid`,
  numbers: (list) => sql`(select value from json_each(${JSON.stringify(list)}))`,
};
