import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { sqliteDialect } from './dialect.ts';
import { busyTimeout } from './driver.ts';
import type { Tables } from './tables.ts';

/** Waiting inside SQLite blocks the thread: long enough at start-up, when several processes open the file together. */
const openingTimeout = 10_000;

/**
 * Opens the database file, creating it readable by this user only; SQLite gives its `-wal` and `-shm` files the same mode.
 *
 * `synchronous = full`: a commit is on the disk when it returns. An outgoing message is stored as `transmitting` before its
 * first byte leaves; were that row lost with the power, the message would be sent a second time.
 *
 * `cache_size`: 16 MiB of pages, for each of the engine's and the web server's connection. Half of it costs a first synchronisation a
 * fifth more processor time, twice as much saves it nothing that shows.
 */
export function openDatabase(file: string): Kysely<Tables> {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  }
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: openingTimeout });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
    database.exec('pragma secure_delete = fast');
    database.exec('pragma temp_store = memory');
    database.exec('pragma cache_size = -16384');
    database.exec('pragma journal_size_limit = 67108864');
    database.exec(`pragma busy_timeout = ${busyTimeout}`);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return new Kysely<Tables>({ dialect: sqliteDialect(database) });
}
