/**
 * The statements of the index on SQLite's FTS5: without content (the words are told by the message's own rows) and without positions,
 * since no phrase is ever asked for: runs of Chinese are pairs already. The `ascii` tokenizer splits folded words at white space only,
 * where `unicode61` would apply its own, older, idea of letters to them. Row numbers are message ids, which rise with time: newest
 * first is the index's own order.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { accountWord, type FoldedQuery } from './query.ts';
import type { IndexedMessage, MatchRange } from './search-index.ts';

/** Characters. */
const indexedPrefix = 3;

/**
 * Prefixes of three characters have an index, since they begin too many words to put together. One for two characters as well cost a
 * third more of everything: they are asked as the prefixes of three that begin with them.
 *
 * Segments are left as they are until there are 64 of one level: a first synchronisation writes one for every batch, and merging them
 * meanwhile took a quarter of its time. `mergeSome` does it afterwards. FTS5's emergency merge, which would do a level at once, is put
 * out of reach. `hashsize` (octets; FTS5 reads it, though its documentation leaves it out) lets a transaction gather its words in memory
 * instead of writing a segment for every megabyte.
 */
export function createIndex(database: DatabaseSync): void {
  database.exec(`create virtual table search using fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='${indexedPrefix}'
  )`);
  const settings = { automerge: 64, crisismerge: 256, usermerge: 4, hashsize: 8 * 1024 * 1024 };
  for (const [name, value] of Object.entries(settings)) {
    // Not bound: node:sqlite binds numbers as REAL, which FTS5 takes for no setting.
    database.exec(`insert into search (search, rank) values ('${name}', ${value})`);
  }
  database.exec('create virtual table terms using fts5vocab(search, instance)');
}

/** Pages of a merging step: some 20 ms, which is what anything to write waits for at most. */
const mergedPages = 250;

/** Beyond these, words that begin alike are put together by FTS5 itself, which takes as long as all their lists are. */
const maxExpanded = 200;

/** FTS5 string: whatever stands between the quotes is a word to look for, never an operator (FTS5 documentation 3.1). */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

function startingWith(prefix: string): string {
  return `${quoted(prefix)} *`;
}

function anyOf(expressions: readonly string[]): string {
  return `(${expressions.join(' OR ')})`;
}

function allOf(words: readonly string[]): string {
  return `(${words.map(quoted).join(' AND ')})`;
}

/** Sorts after whatever may follow in a word. */
const afterAll = '\u{10FFFF}';

export class IndexStatements {
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #nextTerm: StatementSync;
  readonly #newest: StatementSync;
  readonly #known: StatementSync;
  readonly #merge: StatementSync;
  readonly #changes: StatementSync;
  /** By the prefixes of a question, which is asked in steps: looking their words up takes 50 µs for each. */
  readonly #prefixes = new WeakMap<readonly string[], readonly (readonly string[])[]>();

  constructor(database: DatabaseSync) {
    this.#put = database.prepare('insert or replace into search (rowid, words) values (?, ?)');
    this.#remove = database.prepare('delete from search where rowid = ?');
    this.#nextTerm = database.prepare('select term from terms where term >= ? and term < ? limit 1');
    // One text of all ids: a row object for each took three times as long.
    this.#newest = database.prepare(`select json_group_array(id) as ids from (
      select rowid as id from search where search match ? and rowid < ? and rowid >= ? order by rowid desc limit ?)`);
    // A row for each message that it holds, also where the message has no words (FTS5 documentation 5).
    this.#known = database.prepare('select 1 from search_docsize where id = ?');
    this.#merge = database.prepare("insert into search (search, rank) values ('merge', ?)");
    this.#changes = database.prepare('select total_changes() as changes');
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

  /**
   * One step of merging segments: a question reads every one of them, three times as long in twenty as in one.
   *
   * @returns false when there was nothing to merge: at most three segments of each level are left
   */
  mergeSome(): boolean {
    const before = this.#changesSoFar();
    this.#merge.run(mergedPages);
    // FTS5 documentation 6.8: the command itself is one change.
    return this.#changesSoFar() - before >= 2;
  }

  #changesSoFar(): number {
    return Number(this.#changes.get()?.changes);
  }

  unknown(messageIds: readonly number[]): number[] {
    return messageIds.filter((id) => this.#known.get(id) === undefined);
  }

  newest(query: FoldedQuery, { below, from, limit }: MatchRange): number[] {
    const expression = this.#expression(query);
    if (expression === undefined) return [];
    // node:sqlite binds numbers as REAL, which FTS5 takes for no bound at all: it would walk the lists from their newest end.
    const bounds = [BigInt(below ?? Number.MAX_SAFE_INTEGER), BigInt(from ?? 0)];
    const row = this.#newest.get(expression, ...bounds, limit ?? -1);
    return JSON.parse(String(row?.ids)) as number[];
  }

  /** Undefined when no word of the index begins as the question does. */
  #expression({ words, prefixes, groups, anyOf: accounts }: FoldedQuery): string | undefined {
    const known = this.#prefixes.get(prefixes);
    const beginnings = known ?? prefixes.map((prefix) => this.#beginnings(prefix));
    if (!known) this.#prefixes.set(prefixes, beginnings);
    if (beginnings.some((each) => each.length === 0)) return undefined;
    const all = [...words.map(quoted), ...beginnings.map(anyOf)];
    for (const group of groups) all.push(anyOf(group.map(allOf)));
    if (accounts.length > 0) all.push(anyOf(accounts.map(quoted)));
    return all.join(' AND ');
  }

  /**
   * A prefix as words that begin with it, and prefixes that have an index: their lists are walked from the newest end and stop when the
   * page is full, where FTS5 would put together all of every list first (27 ms instead of 1 for a word in a fifth of 100,000 messages).
   */
  #beginnings(prefix: string): string[] {
    const { length } = [...prefix];
    if (length === indexedPrefix) return [startingWith(prefix)];
    const found: string[] = [];
    const end = `${prefix}${afterAll}`;
    for (let from = prefix; ; ) {
      const term = this.#nextTerm.get(from, end)?.term;
      if (typeof term !== 'string') return found;
      if (found.length === maxExpanded) return [startingWith(prefix)];
      const beginning = [...term].slice(0, indexedPrefix);
      const isWhole = length > indexedPrefix || beginning.length < indexedPrefix;
      found.push(isWhole ? quoted(term) : startingWith(beginning.join('')));
      from = isWhole ? `${term}\u0001` : `${beginning.join('')}${afterAll}`;
    }
  }
}
