/** One `node:sqlite` connection as Kysely wants it: prepared statements kept, errors classified. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { EachRow, Values } from './each.ts';
import { storageFailure } from './failures.ts';

interface Prepared {
  statement: StatementSync;
  returnsRows: boolean;
}

/** Statements kept prepared: preparing costs more than running, and those that run often are few. The least recently used are dropped. */
const maxPrepared = 128;
/** Characters. Lists of thousands of parameters have a length of their own nearly every time: prepared, each holds hundreds of KiB. */
const longestKept = 4000;

function isInput(value: unknown): value is SQLInputValue {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Uint8Array
  );
}

function bind(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (isInput(value)) return value;
    throw new TypeError(`A ${typeof value} cannot be stored; rows hold text, numbers, bytes and null`);
  });
}

export class SqliteConnection implements DatabaseConnection, EachRow {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) {
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    if (sql.length > longestKept) return prepared;
    this.#prepared.set(sql, prepared);
    if (this.#prepared.size > maxPrepared) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    return prepared;
  }

  /** Statements that are not worth keeping, or must not be kept: BEGIN, COMMIT, PRAGMA. */
  execute(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (thrown) {
      throw storageFailure(thrown);
    }
  }

  /** True between BEGIN and COMMIT. A full disk ends a transaction by itself, and then there is nothing left to roll back. */
  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { statement, returnsRows } = this.#prepare(query.sql);
      const values = bind(query.parameters);
      if (returnsRows) return { rows: statement.all(...values) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    } catch (thrown) {
      throw storageFailure(thrown);
    }
  }

  async runEach(sql: string, rows: Iterable<Values>): Promise<void> {
    try {
      const { statement } = this.#prepare(sql);
      for (const values of rows) statement.run(...values);
    } catch (thrown) {
      throw storageFailure(thrown);
    }
  }

  async firstOfEach<Row>(sql: string, rows: Iterable<Values>): Promise<(Row | undefined)[]> {
    return this.#answers(sql, rows, (statement, values) => statement.get(...values) as Row | undefined);
  }

  async allOfEach<Row>(sql: string, rows: Iterable<Values>): Promise<Row[][]> {
    return this.#answers(sql, rows, (statement, values) => statement.all(...values) as Row[]);
  }

  #answers<Answer>(
    sql: string,
    rows: Iterable<Values>,
    ask: (statement: StatementSync, values: Values) => Answer,
  ): Answer[] {
    try {
      const { statement } = this.#prepare(sql);
      const answers: Answer[] = [];
      for (const values of rows) answers.push(ask(statement, values));
      return answers;
    } catch (thrown) {
      throw storageFailure(thrown);
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const { statement } = this.#prepare(query.sql);
    for (const row of statement.iterate(...bind(query.parameters))) yield { rows: [row as Row] };
  }
}
