/** UID FETCH in the selected folder (RFC 9051 6.4.9), read from the bytes of its answer. */
import type { Buffer } from 'node:buffer';
import { Failure } from '@mailroom/model';
import type { Arrival, PlaceLabels, Sighting, StoredPlace } from '../../ports/mail.ts';
import { headerSection, toArrival } from './arrival.ts';
import type { ImapCapabilities } from './capabilities.ts';
import { type ImapConnection, responseLimits } from './connection.ts';
import { type FetchRow, isFetchAnswer, readFetchRow, tellsFlagsAlone } from './fetch/fetch-row.ts';
import { type FlagTable, FlagTableBuilder, readFlagRow, sortedFlags } from './fetch/flag-table.ts';
import { readVanishedEarlier, type UidRange } from './fetch/vanished.ts';
import type { NewsWatch } from './news.ts';
import { uidSets } from './uid-set.ts';

export interface TextRequest {
  uid: number;
  /** Part numbers, or `TEXT`. */
  parts: readonly string[];
}

/** What changed since a mod-sequence. */
export interface Changes {
  /** Messages whose flags changed, and those that are new. */
  told: FlagTable;
  /** Of the same messages at Gmail; empty elsewhere. */
  labels: PlaceLabels[];
  /** UIDs that are gone, known here before or not; null where the server cannot say. */
  vanished: UidRange[] | null;
}

/** What FETCH is asked of a message besides its structure. */
const listedItems = `UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY.PEEK[${headerSection} (References Message-ID)]`;

/** Changes of other messages that a server may tell in between (RFC 9051 7). */
const unaskedRows = 10_000;
/** Octets of one row of flags; a message has a handful of them. VANISHED may list every second UID of a large folder. */
const flagRowLimits = { ...responseLimits, maxLineLength: 64 * 1024, maxLiteralSize: 64 * 1024 };
const vanishedLimits = { ...flagRowLimits, maxLineLength: 16 * 1024 * 1024 };

export interface FetchDeps {
  connection: ImapConnection;
  capabilities: ImapCapabilities;
  news: NewsWatch;
  /** EXISTS of the selected folder as of now. */
  exists(): number;
}

export class MessageFetch {
  readonly #connection: ImapConnection;
  readonly #news: NewsWatch;
  readonly #exists: () => number;
  readonly #qresync: boolean;
  readonly #gmail: boolean;
  /** Names are UTF-8 (RFC 6855). */
  readonly #utf8Names: boolean;
  /** Identities at the provider, where it has them: RFC 8474, or Gmail's own, with its labels. */
  readonly #identityItems: string;

  constructor({ connection, capabilities, news, exists }: FetchDeps) {
    this.#connection = connection;
    this.#news = news;
    this.#exists = exists;
    this.#qresync = capabilities.qresync;
    this.#gmail = capabilities.gmail;
    this.#utf8Names = connection.client.enabled.has('UTF8=ACCEPT');
    this.#identityItems = capabilities.objectId
      ? ' EMAILID THREADID'
      : capabilities.gmail
        ? ' X-GM-MSGID X-GM-THRID X-GM-LABELS'
        : '';
  }

  async flags(range: { from: number; to: number | '*' }): Promise<FlagTable> {
    const { told } = await this.#tableOf(`UID FETCH ${range.from}:${range.to} (FLAGS)`, range.from);
    return told;
  }

  async changesSince(from: number, modseq: string): Promise<Changes> {
    const items = this.#gmail ? 'FLAGS X-GM-LABELS' : 'FLAGS';
    const vanished = this.#qresync ? ' VANISHED' : '';
    return await this.#tableOf(`UID FETCH ${from}:* (${items}) (CHANGEDSINCE ${modseq}${vanished})`, from);
  }

  async labels({ from, to }: { from: number; to: number | '*' }): Promise<PlaceLabels[]> {
    const command = `UID FETCH ${from}:${to} (UID X-GM-LABELS)`;
    const rows = await this.#rows(command, this.#exists(), ({ uid, labels }) => ({ uid, labels }));
    return rows.flatMap(({ uid, labels }) => (labels && uid >= from ? [{ uid, labels }] : []));
  }

  async structures(uids: readonly number[]): Promise<Arrival[]> {
    const items = `${listedItems}${this.#identityItems}`;
    const arrivals = await this.#rowsOfEach(uids, `${items} BODYSTRUCTURE`, toArrival);
    const answered = new Set(arrivals.map(({ uid }) => uid));
    const unanswered = uids.filter((uid) => !answered.has(uid));
    if (unanswered.length > 0) {
      arrivals.push(...(await this.#rowsOfEach(unanswered, items, toArrival)));
    }
    return arrivals.sort((a, b) => a.uid - b.uid);
  }

  async newest(from: number, to: number): Promise<Arrival[]> {
    return await this.#openStructures(`FETCH ${from}:${to}`, to - from + 1);
  }

  async arrivedFrom(from: number, announced: number): Promise<Arrival[]> {
    const arrivals = await this.#openStructures(`UID FETCH ${from}:*`, announced);
    // `n:*` names the last message even where its UID is below n (RFC 9051, sequence-set).
    return arrivals.filter(({ uid }) => uid >= from);
  }

  async sightings(uids: readonly number[]): Promise<Sighting[]> {
    const items = `UID FLAGS${this.#identityItems}`;
    const rows = await this.#rowsOfEach(uids, items, ({ uid, flags, emailId, labels }) =>
      emailId === undefined || flags === undefined
        ? []
        : [{ uid, flags: sortedFlags(flags), emailId, ...(labels ? { labels } : {}) }],
    );
    return rows.flat();
  }

  async textParts(
    requests: readonly TextRequest[],
    maxBytes: number,
  ): Promise<Map<number, Map<string, Uint8Array>>> {
    const byParts = Map.groupBy(requests, ({ parts }) => parts.join(' '));
    const found = new Map<number, Map<string, Uint8Array>>();
    for (const group of byParts.values()) {
      const [{ parts } = { parts: [] }] = group;
      const uids = group.map(({ uid }) => uid).sort((a, b) => a - b);
      const items = parts.map((part) => `BODY.PEEK[${part}]<0.${maxBytes}>`).join(' ');
      for (const { uid, sections } of await this.#rowsOfEach(uids, `UID ${items}`, (row) => row)) {
        if (sections) found.set(uid, sections);
      }
    }
    return found;
  }

  async source(uid: number, maxBytes: number): Promise<Uint8Array | undefined> {
    const rows = await this.#rows(`UID FETCH ${uid} (UID BODY.PEEK[]<0.${maxBytes}>)`, 1, (row) => row);
    return rows.find((row) => row.uid === uid)?.sections?.get('');
  }

  /** Rows of flags, from UID `from` on. */
  async #tableOf(command: string, from: number): Promise<Changes> {
    await this.#news.stopIdling();
    const table = new FlagTableBuilder(this.#exists() + unaskedRows);
    const labelled: PlaceLabels[] = [];
    const vanished: UidRange[] = [];
    const limits = this.#qresync ? vanishedLimits : flagRowLimits;
    await this.#exchange(
      command,
      (response) => {
        const row = readFlagRow(response);
        if (row) {
          if (row.uid >= from) table.add(row.uid, row.flags);
          return true;
        }
        const gone = readVanishedEarlier(response);
        if (gone) {
          for (const range of gone) vanished.push(range);
          return true;
        }
        if (!isFetchAnswer(response)) return false;
        const { uid = 0, flags, labels } = readFetchRow(response, this.#utf8Names) ?? {};
        if (uid < from) return true;
        if (flags) table.add(uid, flags.join(' '));
        if (labels) labelled.push({ uid, labels });
        return true;
      },
      limits,
    );
    return { told: table.table(), labels: labelled, vanished: this.#qresync ? vanished : null };
  }

  async #openStructures(fetch: string, most: number): Promise<Arrival[]> {
    const items = `${listedItems}${this.#identityItems} BODYSTRUCTURE`;
    const rows = await this.#rows(`${fetch} (${items})`, most, (row) =>
      // A row that tells flags alone is of a message that nobody asked for.
      tellsFlagsAlone(row) ? [] : [toArrival(row)],
    );
    return rows.flat().sort((a, b) => a.uid - b.uid);
  }

  /**
   * FETCH that one bad message cannot fail for the others: a refused or unreadable answer is asked for again in halves.
   * @param read makes of a row, as soon as it came, what is kept of it
   */
  async #rowsOfEach<Kept>(
    uids: readonly number[],
    items: string,
    read: (row: FetchRow) => Kept,
  ): Promise<Kept[]> {
    const rows: Kept[] = [];
    for (const set of uidSets(uids)) {
      try {
        const wanted = new Set(set.uids);
        const command = `UID FETCH ${set.text} (${items})`;
        const answered = await this.#rows(command, set.uids.length, (row) => {
          if (wanted.has(row.uid)) return read(row);
          // Of a message that nobody asked for: its flags have changed meanwhile, and that is not told again.
          if (tellsFlagsAlone(row)) this.#news.hear({ arrived: false, changed: true });
          return undefined;
        });
        for (const row of answered) if (row !== undefined) rows.push(row);
      } catch (error) {
        const failure = this.#connection.failure(error);
        if (this.#connection.ended || failure.kind !== 'protocol-error') throw failure;
        if (set.uids.length <= 1) continue;
        const middle = set.uids.length >> 1;
        rows.push(...(await this.#rowsOfEach(set.uids.slice(0, middle), items, read)));
        rows.push(...(await this.#rowsOfEach(set.uids.slice(middle), items, read)));
      }
    }
    return rows;
  }

  /**
   * @param most rows to be expected. A server that never stops answering would fill the memory that all accounts share, so one
   *   that answers far more than it was asked loses its connection.
   * @param read as of `#rowsOfEach`
   */
  async #rows<Kept>(command: string, most: number, read: (row: FetchRow) => Kept): Promise<Kept[]> {
    await this.#news.stopIdling();
    const rows: Kept[] = [];
    await this.#exchange(command, (response) => {
      if (!isFetchAnswer(response)) return false;
      const row = readFetchRow(response, this.#utf8Names);
      if (row) rows.push(read(row));
      if (rows.length > most + unaskedRows) throw this.#nonsense();
      return true;
    });
    return rows;
  }

  async #exchange(
    command: string,
    take: (response: Buffer) => boolean,
    limits = responseLimits,
  ): Promise<void> {
    await this.#connection.exchange(command, take, limits);
  }

  #nonsense(): Failure {
    return new Failure({
      origin: 'provider',
      kind: 'protocol-error',
      detail: { host: this.#connection.host },
    });
  }
}

/** As the port wants them. */
export function placesOf({ size, uids, kinds, lists }: FlagTable): StoredPlace[] {
  return Array.from({ length: size }, (_, at) => ({
    uid: uids[at] ?? 0,
    flags: [...(lists[kinds[at] ?? 0] ?? [])],
  }));
}
