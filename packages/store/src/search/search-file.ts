/** The index's own file: how it is opened, what it says of itself, and when it is of no use. */
import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createIndex } from './fts5.ts';

/** What `file` tells of an SQLite file that is ours ("MRsi"). */
const applicationId = 0x4d527369;
/** Raised whenever words are folded or stored otherwise than before: an index of another version is built anew. */
const version = 2;

/** Wait for a lock inside SQLite, milliseconds: for the writing thread, which nobody waits for, and for one that answers requests. */
const writerTimeout = 10_000;
const readerTimeout = 250;

/** SQLite's result codes for a file that is not as it was written. */
const corrupt = 11;
const notADatabase = 26;

/** The file is missing, damaged, of another version, or older than the messages it should know: it is built anew. */
export class SearchFileUnusable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`The search index cannot be used: ${reason}`, options);
    this.name = 'SearchFileUnusable';
  }
}

export function isDamage(thrown: unknown): boolean {
  // By its name: what a thread dies of arrives as an `Error` of no class.
  if (!(thrown instanceof Error)) return false;
  if (thrown.name === 'SearchFileUnusable') return true;
  if (!('errcode' in thrown)) return false;
  const code = Number(thrown.errcode) % 256;
  return code === corrupt || code === notADatabase;
}

export interface SearchFileState {
  /** Transactions that the file has seen. */
  commits: number;
  /** While it is rebuilt: messages with this id and above are in it. Null: all are. */
  rebuiltTo: number | null;
}

/**
 * Makes the file, readable by this user only, in place of one that is there.
 *
 * @param complete false when there are messages that it should know already
 */
export function createSearchFile(file: string, complete: boolean): void {
  removeSearchFile(file);
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file, { timeout: writerTimeout });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('begin immediate');
    createIndex(database);
    database.exec('create table state (commits integer not null, rebuilt_to integer)');
    database
      .prepare('insert into state (commits, rebuilt_to) values (0, ?)')
      .run(complete ? null : Number.MAX_SAFE_INTEGER);
    database.exec(`pragma user_version = ${version}`);
    database.exec(`pragma application_id = ${applicationId}`);
    database.exec('commit');
  } finally {
    database.close();
  }
}

export function removeSearchFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

function open(file: string, timeout: number, pragmas: readonly string[]): DatabaseSync {
  // Opening would make the file, and an empty one looks like an index that finds nothing.
  const database = openExisting(file, timeout);
  try {
    for (const pragma of pragmas) database.exec(`pragma ${pragma}`);
    const found = database.prepare('pragma application_id').get();
    const { user_version } = database.prepare('pragma user_version').get() ?? {};
    if (found?.application_id !== applicationId) throw new SearchFileUnusable('it is another file');
    if (user_version !== version) throw new SearchFileUnusable(`it has version ${String(user_version)}`);
    return database;
  } catch (thrown) {
    database.close();
    throw isDamage(thrown) && !(thrown instanceof SearchFileUnusable)
      ? new SearchFileUnusable('it is damaged', { cause: thrown })
      : thrown;
  }
}

function openExisting(file: string, timeout: number): DatabaseSync {
  try {
    closeSync(openSync(file, 'r+'));
  } catch (thrown) {
    throw new SearchFileUnusable('it is missing or cannot be opened', { cause: thrown });
  }
  return new DatabaseSync(file, { timeout });
}

/** @throws SearchFileUnusable */
export function openForReading(file: string): DatabaseSync {
  return open(file, readerTimeout, ['query_only = 1', 'cache_size = -8192']);
}

/**
 * `synchronous = full`: a body is stored as searchable once its words are here, and must not outlive them. `cache_size`: pages are written
 * once and read again when they are merged; 16 MiB in place of 2 saved nothing. @throws SearchFileUnusable
 */
export function openForWriting(file: string): DatabaseSync {
  return open(file, writerTimeout, [
    'synchronous = full',
    'cache_size = -2048',
    'temp_store = memory',
    'wal_autocheckpoint = 4000',
    'journal_size_limit = 67108864',
  ]);
}

export function readState(database: DatabaseSync): SearchFileState {
  const row = database.prepare('select commits, rebuilt_to from state').get();
  if (!row) throw new SearchFileUnusable('it says nothing of itself');
  return {
    commits: Number(row.commits),
    rebuiltTo: row.rebuilt_to === null ? null : Number(row.rebuilt_to),
  };
}

/** One transaction that counts itself. @returns how many the file has seen with it */
export function writeSearchFile(database: DatabaseSync, change: () => void): number {
  database.exec('begin immediate');
  try {
    change();
    const row = database.prepare('update state set commits = commits + 1 returning commits').get();
    database.exec('commit');
    return Number(row?.commits);
  } catch (thrown) {
    // A full disk ends the transaction by itself.
    if (database.isTransaction) database.exec('rollback');
    throw thrown;
  }
}
