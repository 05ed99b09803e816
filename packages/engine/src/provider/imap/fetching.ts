/** UID FETCH in the selected folder (RFC 9051 6.4.9), read from the bytes of its answer. */
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

/** Messages of which the same is asked. */
interface FetchWish {
  /** Ascending. */
  uids: readonly number[];
  items: string;
}

/**
 * Commands that are on their way together. A batch of texts is a command for each kind of structure, a dozen or more, and one at a time
 * they cost as many times the way to the server and back; more than a few wait there in any case.
 */
const commandsAtOnce = 8;

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
    const rows = await this.#rowsOf(command, this.#exists(), ({ uid, labels }) => ({ uid, labels }));
    return rows.flatMap(({ uid, labels }) => (labels && uid >= from ? [{ uid, labels }] : []));
  }

  async structures(uids: readonly number[]): Promise<Arrival[]> {
    const items = `${listedItems}${this.#identityItems}`;
    const arrivals = await this.#rowsOfEach([{ uids, items: `${items} BODYSTRUCTURE` }], toArrival);
    const answered = new Set(arrivals.map(({ uid }) => uid));
    const unanswered = uids.filter((uid) => !answered.has(uid));
    if (unanswered.length > 0) {
      arrivals.push(...(await this.#rowsOfEach([{ uids: unanswered, items }], toArrival)));
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
    const rows = await this.#rowsOfEach([{ uids, items }], ({ uid, flags, emailId, labels }) =>
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
    const wishes = [...byParts.values()].map((group): FetchWish => {
      const [{ parts } = { parts: [] }] = group;
      return {
        uids: group.map(({ uid }) => uid).sort((a, b) => a - b),
        items: `UID ${parts.map((part) => `BODY.PEEK[${part}]<0.${maxBytes}>`).join(' ')}`,
      };
    });
    const rows = await this.#rowsOfEach(wishes, (row) => row);
    return new Map(rows.flatMap(({ uid, sections }) => (sections ? [[uid, sections]] : [])));
  }

  async source(uid: number, maxBytes: number): Promise<Uint8Array | undefined> {
    const rows = await this.#rowsOf(`UID FETCH ${uid} (UID BODY.PEEK[]<0.${maxBytes}>)`, 1, (row) => row);
    return rows.find((row) => row.uid === uid)?.sections?.get('');
  }

  /** Rows of flags, from UID `from` on. */
  async #tableOf(command: string, from: number): Promise<Changes> {
    await this.#news.stopIdling();
    const table = new FlagTableBuilder(this.#exists() + unaskedRows);
    const labelled: PlaceLabels[] = [];
    const vanished: UidRange[] = [];
    const limits = this.#qresync ? vanishedLimits : flagRowLimits;
    await this.#connection.exchange(
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
    const rows = await this.#rowsOf(`${fetch} (${items})`, most, (row) =>
      // A row that tells flags alone is of a message that nobody asked for.
      tellsFlagsAlone(row) ? [] : [toArrival(row)],
    );
    return rows.flat().sort((a, b) => a.uid - b.uid);
  }

  /**
   * FETCH that one bad message cannot fail for the others: what is refused is asked for again in halves.
   * @param wishes no message in two of them
   * @param read makes of a row, as soon as it came, what is kept of it
   */
  async #rowsOfEach<Kept>(wishes: readonly FetchWish[], read: (row: FetchRow) => Kept): Promise<Kept[]> {
    const sets = wishes.flatMap(({ uids, items }) => uidSets(uids).map((set) => ({ ...set, items })));
    const rows: Kept[] = [];
    for (let from = 0; from < sets.length; from += commandsAtOnce) {
      const together = sets.slice(from, from + commandsAtOnce);
      const setOf = new Map(together.flatMap(({ uids }, at) => uids.map((uid) => [uid, at])));
      const kept = together.map((): Kept[] => []);
      const refusals = await this.#rows(
        together.map(({ text, items }) => `UID FETCH ${text} (${items})`),
        setOf.size,
        (row) => {
          const at = setOf.get(row.uid);
          if (at !== undefined) kept[at]?.push(read(row));
          // Of a message that nobody asked for: its flags have changed meanwhile, and that is not told again.
          else if (tellsFlagsAlone(row)) this.#news.hear({ arrived: false, changed: true });
        },
      );
      for (const [at, { uids, items }] of together.entries()) {
        const refusal = refusals[at];
        if (!refusal) rows.push(...(kept[at] ?? []));
        else rows.push(...(await this.#inHalves({ uids, items }, refusal, read)));
      }
    }
    return rows;
  }

  async #inHalves<Kept>(
    { uids, items }: FetchWish,
    refusal: Failure,
    read: (row: FetchRow) => Kept,
  ): Promise<Kept[]> {
    if (refusal.kind !== 'protocol-error') throw refusal;
    if (uids.length <= 1) return [];
    const middle = uids.length >> 1;
    return await this.#rowsOfEach(
      [
        { uids: uids.slice(0, middle), items },
        { uids: uids.slice(middle), items },
      ],
      read,
    );
  }

  /**
   * @param most rows to be expected. A server that never stops answering would fill the memory that all accounts share, so one
   *   that answers far more than it was asked loses its connection.
   * @returns what each command was refused with, as `exchangeAll`
   */
  async #rows(
    commands: readonly string[],
    most: number,
    take: (row: FetchRow) => void,
  ): Promise<(Failure | null)[]> {
    await this.#news.stopIdling();
    let rows = 0;
    return await this.#connection.exchangeAll(commands, (response) => {
      if (!isFetchAnswer(response)) return false;
      const row = readFetchRow(response, this.#utf8Names);
      if (!row) return true;
      rows += 1;
      if (rows > most + unaskedRows) throw this.#nonsense();
      take(row);
      return true;
    });
  }

  /** Of one command. @throws Failure also where the server refuses it */
  async #rowsOf<Kept>(command: string, most: number, read: (row: FetchRow) => Kept): Promise<Kept[]> {
    const rows: Kept[] = [];
    const [refusal] = await this.#rows([command], most, (row) => rows.push(read(row)));
    if (refusal) throw refusal;
    return rows;
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
