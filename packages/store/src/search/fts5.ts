/**
 * The statements of the index on SQLite's FTS5: without content (the words are told by the message's own rows) and without positions,
 * since no phrase is ever asked for: runs of Chinese are pairs already. The `ascii` tokenizer splits folded words at white space only,
 * where `unicode61` would apply its own, older, idea of letters to them. Row numbers are message ids, which rise with time: newest
 * first is the index's own order.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { accountWord, type FoldedQuery } from './query.ts';
import type { IndexedMessage, MatchRange } from './search-index.ts';

/**
 * Prefixes of two and three characters have an index, since they begin too many words to put together. `hashsize` (octets; FTS5
 * reads it, though its documentation leaves it out) lets a transaction gather its words in memory instead of writing a segment for
 * every megabyte: a quarter less processor time.
 */
export function createIndex(database: DatabaseSync): void {
  database.exec(`create virtual table search using fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='2 3'
  )`);
  database.exec("insert into search (search, rank) values ('automerge', 8)");
  database.exec(`insert into search (search, rank) values ('hashsize', ${16 * 1024 * 1024})`);
  database.exec('create virtual table terms using fts5vocab(search, instance)');
}

/** Beyond these, words that begin alike are put together by FTS5 itself, which takes as long as all their lists are. */
const maxExpanded = 200;
const indexedPrefix = 3;

/** FTS5 string: whatever stands between the quotes is a word to look for, never an operator (FTS5 documentation 3.1). */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

function anyOf(terms: readonly string[]): string {
  return `(${terms.map(quoted).join(' OR ')})`;
}

export class IndexStatements {
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #nextTerm: StatementSync;
  readonly #newest: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare('insert or replace into search (rowid, words) values (?, ?)');
    this.#remove = database.prepare('delete from search where rowid = ?');
    this.#nextTerm = database.prepare('select term from terms where term >= ? and term < ? limit 1');
    // One text of all ids: a row object for each took three times as long.
    this.#newest = database.prepare(`select json_group_array(id) as ids from (
      select rowid as id from search where search match ? and rowid < ? and rowid >= ? order by rowid desc limit ?)`);
  }

  /**
   * FTS5 gathers rows in memory as long as their numbers rise, and writes a segment at every one that does not: in falling order
   * 12,000 messages took 3.6 s of processor time, in rising order 1.6 to 2.3.
   */
  put(messages: readonly IndexedMessage[]): void {
    for (const { messageId, accountId, words } of messages.toSorted((a, b) => a.messageId - b.messageId)) {
      this.#put.run(messageId, `${words} ${accountWord(accountId)}`);
    }
  }

  remove(messageIds: readonly number[]): void {
    for (const id of messageIds) this.#remove.run(id);
  }

  newest(query: FoldedQuery, { below, from, limit }: MatchRange): number[] {
    const expression = this.#expression(query);
    if (expression === undefined) return [];
    const row = this.#newest.get(expression, below ?? Number.MAX_SAFE_INTEGER, from ?? 0, limit ?? -1);
    return JSON.parse(String(row?.ids)) as number[];
  }

  /** Undefined when no word of the index begins as the question does. */
  #expression(query: FoldedQuery): string | undefined {
    const prefixes: string[] = [];
    for (const prefix of query.prefixes) {
      const expanded = this.#expand(prefix);
      if (expanded === undefined) return undefined;
      prefixes.push(expanded);
    }
    return [...query.words.map(quoted), ...prefixes, anyOf(query.anyOf)].join(' AND ');
  }

  /**
   * A prefix as the words that begin with it: their lists are walked from the newest end and stop when the page is full, where FTS5
   * would put together all of every list first (27 ms instead of 1 for a word in a fifth of 100,000 messages).
   */
  #expand(prefix: string): string | undefined {
    const asPrefix = `${quoted(prefix)} *`;
    if ([...prefix].length <= indexedPrefix) return asPrefix;
    const terms: string[] = [];
    const end = `${prefix}\u{10FFFF}`;
    for (let from = prefix; terms.length < maxExpanded; ) {
      const term = this.#nextTerm.get(from, end)?.term;
      if (typeof term !== 'string') return terms.length === 0 ? undefined : anyOf(terms);
      terms.push(term);
      from = `${term}\u0001`;
    }
    return asPrefix;
  }
}
