/**
 * Statements that run once for each of many rows. Storing a mailbox runs a dozen of them for every message: to build and compile a
 * query for each, or one query with thousands of parameters, costs several times what the row itself does.
 *
 * They are standard SQL with a `?` for each value. A driver for an engine that numbers its parameters, or that is asked over a network,
 * says them in its own way.
 */
import type { DatabaseConnection, Insertable, QueryExecutorProvider } from 'kysely';
import type { Tables } from './tables.ts';

export type Value = string | number | null;
export type Values = readonly Value[];

/** What a driver's connection offers beside Kysely's queries. Rows are taken one after the other, in their order. */
export interface EachRow {
  runEach(statement: string, rows: Iterable<Values>): Promise<void>;
  firstOfEach<Row>(query: string, rows: Iterable<Values>): Promise<(Row | undefined)[]>;
  allOfEach<Row>(query: string, rows: Iterable<Values>): Promise<Row[][]>;
}

function takesRows(connection: DatabaseConnection): connection is DatabaseConnection & EachRow {
  return 'runEach' in connection;
}

function withRows<Result>(
  db: QueryExecutorProvider,
  use: (connection: EachRow) => Promise<Result>,
): Promise<Result> {
  return db.getExecutor().provideConnection((connection) => {
    if (!takesRows(connection)) throw new TypeError('This database driver takes no rows one by one');
    return use(connection);
  });
}

/** Runs a statement with each row of values. */
export function runEach(db: QueryExecutorProvider, statement: string, rows: Iterable<Values>): Promise<void> {
  return withRows(db, (connection) => connection.runEach(statement, rows));
}

/** The first row that a query answers to each row of values. */
export function firstOfEach<Row>(
  db: QueryExecutorProvider,
  query: string,
  rows: Iterable<Values>,
): Promise<(Row | undefined)[]> {
  return withRows(db, (connection) => connection.firstOfEach<Row>(query, rows));
}

/** All rows that a query answers to each row of values. */
export function allOfEach<Row>(
  db: QueryExecutorProvider,
  query: string,
  rows: Iterable<Values>,
): Promise<Row[][]> {
  return withRows(db, (connection) => connection.allOfEach<Row>(query, rows));
}

/** `insert into` a table, with a `?` for each column. */
export function insertStatement(table: keyof Tables, columns: readonly string[]): string {
  const names = columns.map((column) => `"${column}"`).join(', ');
  return `insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`;
}

/** Inserts rows that all have the same columns, written in the same order: those of the first are asked. */
export async function insertEach<Table extends keyof Tables>(
  db: QueryExecutorProvider,
  table: Table,
  rows: readonly (Insertable<Tables[Table]> & Record<string, Value>)[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await runEach(
    db,
    insertStatement(table, Object.keys(first)),
    rows.map((row) => Object.values<Value>(row)),
  );
}
