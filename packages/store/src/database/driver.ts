/** Kysely's driver over one `node:sqlite` connection. */

import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver, TransactionSettings } from 'kysely';
import { SqliteConnection } from './connection.ts';
import { isBusy } from './failures.ts';

/** How long a writer waits for another process or thread to finish its transaction. */
const writeWait = 10_000;
const firstPause = 2;
const longestPause = 50;
/** Milliseconds that SQLite itself waits, with the thread: readers meet a lock only while the log is recovered. */
export const busyTimeout = 250;

/** One user of the connection at a time: statements of two callers must not mix inside one transaction. */
class Turns {
  #last: Promise<void> = Promise.resolve();
  #release: (() => void)[] = [];

  async take(): Promise<void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    this.#release.push(resolve);
  }

  give(): void {
    this.#release.shift()?.();
  }
}

export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;
  readonly #turns = new Turns();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    await this.#turns.take();
    return this.#connection;
  }

  /**
   * A writing transaction takes the write lock at once: one that begins reading and then wants to write cannot be granted the
   * lock when another has written meanwhile (SQLITE_BUSY_SNAPSHOT), however long it waits. The wait for the lock is a timer,
   * not SQLite's own, which would stop this thread's event loop and every request with it; so that one is off while it is asked for.
   */
  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    if (settings.accessMode === 'read only') {
      connection.execute('begin');
      return;
    }
    connection.execute('pragma busy_timeout = 0');
    try {
      await this.#takeWriteLock(connection);
    } finally {
      connection.execute(`pragma busy_timeout = ${busyTimeout}`);
    }
  }

  async #takeWriteLock(connection: SqliteConnection): Promise<void> {
    const deadline = performance.now() + writeWait;
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        connection.execute('begin immediate');
        return;
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() > deadline) throw thrown;
        await sleep(pause);
      }
    }
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.execute('commit');
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    if (connection.inTransaction) connection.execute('rollback');
  }

  async releaseConnection(): Promise<void> {
    this.#turns.give();
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}
