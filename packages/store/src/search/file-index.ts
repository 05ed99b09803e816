/**
 * The search index in a file of its own beside the main database, so that indexing never holds the lock that requests write under, and
 * the main file is as large as the mail is.
 *
 * ```
 * put ─▶ thread ─▶ mailroom.search-<n>.sqlite ─▶ its count of transactions is noted in the main database
 * newest ─▶ a reading connection of this thread
 * unusable (missing, damaged, of another version, fewer transactions than noted) ─▶ mailroom.search-<n+1>.sqlite, filled from the bodies
 * ```
 * A file that is replaced gets another name: SQLite's locks and logs go by name, and another thread may have the old one open.
 */
import { readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '@mailroom/engine/ports/index';
import type { Kysely } from 'kysely';
import { storageFailure } from '../database/failures.ts';
import { fromJson } from '../database/json.ts';
import type { Tables } from '../database/tables.ts';
import { IndexStatements } from './fts5.ts';
import { IndexWriter } from './index-writer.ts';
import type { FoldedQuery } from './query.ts';
import {
  createSearchFile,
  isDamage,
  openForReading,
  readState,
  removeSearchFile,
  SearchFileUnusable,
} from './search-file.ts';
import type { IndexedMessage, MatchRange, SearchIndex } from './search-index.ts';

/** What the main database knows of the index: the file's number, and how many transactions it had seen. */
interface Noted {
  number: number;
  commits: number;
}

/** Of the writing thread, milliseconds: longer than a synchronisation pauses between two batches. */
const quiet = 3000;

const noteName = 'search.file';
const numbered = /^([1-9][0-9]{0,8})\.sqlite(?:-wal|-shm)?$/;

interface Reader {
  path: string;
  database: DatabaseSync;
  statements: IndexStatements;
}

export interface FileIndexOptions {
  /** Absolute path of the main database. */
  mainFile: string;
  db: Kysely<Tables>;
  log: Log;
}

export class FileSearchIndex implements SearchIndex {
  readonly #mainFile: string;
  /** The path of every index of this database, up to its number. */
  readonly #stem: string;
  readonly #db: Kysely<Tables>;
  readonly #log: Log;
  #reader: Reader | null = null;
  #writer: { path: string; writer: IndexWriter } | null = null;
  #replacing: Promise<void> | null = null;
  #closed = false;

  private constructor({ mainFile, db, log }: FileIndexOptions) {
    this.#mainFile = mainFile;
    this.#stem = join(dirname(mainFile), `${parse(mainFile).name}.search-`);
    this.#db = db;
    this.#log = log;
  }

  /** Makes the file where there is none, and another where the one there is of no use. Never fails for what the file holds. */
  static async open(options: FileIndexOptions): Promise<FileSearchIndex> {
    const index = new FileSearchIndex(options);
    const problem = await index.#problem();
    if (problem) await index.#replace(problem);
    return index;
  }

  async put(messages: readonly IndexedMessage[]): Promise<void> {
    if (messages.length > 0) await this.#write((writer) => writer.put(messages));
  }

  async remove(messageIds: readonly number[]): Promise<void> {
    if (messageIds.length > 0) await this.#write((writer) => writer.remove(messageIds));
  }

  async unknown(messageIds: readonly number[]): Promise<number[]> {
    if (!(await this.isComplete())) return [];
    return this.#read(({ statements }) => statements.unknown(messageIds)) ?? [];
  }

  async newest(query: FoldedQuery, range: MatchRange): Promise<number[]> {
    return this.#read(({ statements }) => statements.newest(query, range)) ?? [];
  }

  async isComplete(): Promise<boolean> {
    return this.#read(({ database }) => readState(database).rebuiltTo === null) ?? false;
  }

  async mend(): Promise<void> {
    if (!(await this.isComplete())) {
      await this.#replacing;
      this.#currentWriter().start();
    }
  }

  warm(): void {
    if (!this.#closed) this.#currentWriter().start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer?.writer.close();
    this.#reader?.database.close();
    this.#writer = null;
    this.#reader = null;
  }

  /** Undefined when the file is of no use: it is replaced then, once whoever asks has let go of the main database. */
  #read<Result>(query: (reader: Reader) => Result): Result | undefined {
    try {
      return query(this.#currentReader());
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown;
      this.#replaceInBackground(thrown);
      return undefined;
    }
  }

  #currentReader(): Reader {
    if (this.#reader && statSync(this.#reader.path, { throwIfNoEntry: false })) return this.#reader;
    this.#reader?.database.close();
    this.#reader = null;
    const path = this.#path(this.#number());
    const database = openForReading(path);
    this.#reader = { path, database, statements: new IndexStatements(database) };
    return this.#reader;
  }

  /** A file that turns out to be damaged is replaced, and what was to be written goes into the new one. */
  async #write(ask: (writer: IndexWriter) => Promise<number>): Promise<void> {
    try {
      await this.#writeOnce(ask);
    } catch (thrown) {
      if (!isDamage(thrown)) throw storageFailure(thrown);
      await this.#replace(thrown);
      await this.#writeOnce(ask).catch((again: unknown) => {
        throw storageFailure(again);
      });
    }
  }

  async #writeOnce(ask: (writer: IndexWriter) => Promise<number>): Promise<void> {
    const number = this.#number();
    const commits = await ask(this.#currentWriter());
    await this.#note({ number, commits });
  }

  #currentWriter(): IndexWriter {
    const path = this.#path(this.#number());
    if (this.#writer?.path === path) return this.#writer.writer;
    // The thread of a replaced file has nothing left to do.
    this.#writer?.writer.close().catch(() => undefined);
    const writer = new IndexWriter({ file: path, mainFile: this.#mainFile, quiet }, (error) => {
      this.#log.error({ err: error }, 'the thread that writes the search index ended');
      if (isDamage(error)) this.#replaceInBackground(error);
    });
    this.#writer = { path, writer };
    return writer;
  }

  /** The current file is the one with the highest number; a log that outlived its file counts, since SQLite would take it for the new one's. */
  #number(): number {
    const names = readdirSync(dirname(this.#stem)).filter((name) => name.startsWith(basename(this.#stem)));
    const numbers = names.map((name) => numbered.exec(name.slice(basename(this.#stem).length))?.[1] ?? 0);
    return Math.max(0, ...numbers.map(Number));
  }

  #path(number: number): string {
    return `${this.#stem}${number}.sqlite`;
  }

  /** Why the current file is of no use; null when it is as it should be. */
  async #problem(): Promise<unknown> {
    const noted = await this.#noted(this.#db);
    try {
      const { commits } = readState(this.#currentReader().database);
      if (!noted) return new SearchFileUnusable('it belongs to another database');
      if (noted.number === this.#number() && commits >= noted.commits) return null;
      return new SearchFileUnusable('it is older than the mail');
    } catch (thrown) {
      if (isDamage(thrown)) return thrown;
      throw thrown;
    }
  }

  #replaceInBackground(cause: unknown): void {
    if (this.#replacing || this.#closed) return;
    this.#replacing = this.#replace(cause)
      .then(() => this.mend())
      .catch((thrown: unknown) => this.#log.error({ err: thrown }, 'the search index could not be replaced'))
      .finally(() => {
        this.#replacing = null;
      });
  }

  /** Several threads may notice the same: the main database's lock lets one of them make the new file, and the others find it made. */
  async #replace(cause: unknown): Promise<void> {
    const before = this.#number();
    await this.#db.transaction().execute(async (db) => {
      const current = this.#number();
      const noted = await this.#noted(db);
      if (current > before && noted?.number === current) return;
      const read = await db
        .selectFrom('messages')
        .select('id')
        .where('body_state', '!=', 'pending')
        .limit(1)
        .execute();
      if (read.length > 0) this.#log.warn({ err: cause }, 'The search index is built anew');
      const number = Math.max(current, noted?.number ?? 0) + 1;
      const path = this.#path(number);
      createSearchFile(`${path}.new`, read.length === 0);
      renameSync(`${path}.new`, path);
      await this.#note({ number, commits: 0 }, db);
    });
    for (let old = this.#number() - 1; old > 0 && old >= before; old -= 1) removeSearchFile(this.#path(old));
  }

  async #noted(db: Kysely<Tables>): Promise<Noted | undefined> {
    const row = await db
      .selectFrom('settings')
      .select('value')
      .where('name', '=', noteName)
      .executeTakeFirst();
    return row && fromJson<Noted>(row.value);
  }

  async #note(note: Noted, within?: Kysely<Tables>): Promise<void> {
    const value = JSON.stringify(note);
    const save = async (db: Kysely<Tables>) => {
      const noted = within ? undefined : await this.#noted(db);
      // Transactions are noted in any order, and a file that was replaced meanwhile is not noted any more.
      if (noted && (noted.number !== note.number || noted.commits >= note.commits)) return;
      await db
        .insertInto('settings')
        .values({ name: noteName, value })
        .onConflict((existing) => existing.column('name').doUpdateSet({ value }))
        .execute();
    };
    if (within) await save(within);
    else await this.#db.transaction().execute(save);
  }
}
