/**
 * A logged-in IMAP session in which failure is an exception. Commands run one at a time and in order; whoever calls awaits each
 * before the next. What imapflow answers with `false` or `undefined` never leaves this file.
 */
import { setTimeout } from 'node:timers/promises';
import { Failure, type FailureKind } from '@mailroom/model';
import type { ListResponse, MailboxObject } from 'imapflow';
import type { Arrival, ListedFolder, PlaceLabels, Sighting, StoredPlace } from '../../ports/mail.ts';
import { headerSection, sortedFlags, toArrival } from './arrival.ts';
import { type ImapCapabilities, readCapabilities } from './capabilities.ts';
import type { ImapConnection } from './connection.ts';
import { type FetchRow, tellsFlagsAlone } from './fetch/fetch-row.ts';
import { folderRoles, isNotMail, isView, type NamedFolder } from './folder-roles.ts';
import { gmailLabels } from './gmail-labels.ts';
import type { ImapQuirks } from './quirks.ts';
import { uidSets } from './uid-set.ts';

export interface SelectedFolder {
  path: string;
  uidValidity: number;
  /** Null where the server did not say: RFC 3501 servers need not. */
  uidNext: number | null;
  /** MESSAGES at the moment of SELECT. */
  exists: number;
  /** RFC 7162, decimal text; null without CONDSTORE and for a folder that keeps none. */
  highestModseq: string | null;
}

export interface FolderStatus {
  messages: number;
  uidNext: number | null;
  uidValidity: number | null;
  highestModseq: string | null;
}

export interface UidQuery {
  /** UIDs from here on; default all. */
  from?: number;
  /** INTERNALDATE on or after this day, as the server's own clock counts days. */
  since?: Date;
  /** Only these. */
  among?: readonly number[];
  /** With this Message-ID header, angle brackets included. */
  messageId?: string;
  /** As the search field of Gmail's pages reads it (X-GM-RAW); for servers with `capabilities.gmail` alone. */
  gmail?: string;
}

export interface TextRequest {
  uid: number;
  /** Part numbers, or `TEXT`. */
  parts: readonly string[];
}

/** Labels of Gmail's to be added and taken away. */
export interface LabelChange {
  add: readonly string[];
  remove: readonly string[];
}

/** What the server said about the selected folder without being asked. */
export interface News {
  /** More messages than before. */
  arrived: boolean;
  /** Flags changed or messages went. */
  changed: boolean;
}

/** What FETCH is asked of a message besides its structure. */
const listedItems = `UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY.PEEK[${headerSection} (References Message-ID)]`;

const maxUid = 0xffff_ffff;
const downloadChunk = 1024 * 1024;
const shortestIdle = 1_000;
const longestIdlePause = 60_000;
/** Changes of other messages that a server may tell in between (RFC 9051 7). */
const unaskedRows = 10_000;

export class ImapSession {
  readonly capabilities: ImapCapabilities;
  readonly host: string;
  readonly #connection: ImapConnection;
  readonly #quirks: ImapQuirks;
  readonly #newsListeners = new Set<() => void>();
  #news: News = { arrived: false, changed: false };
  #selected: string | undefined;
  #idling: Promise<void> | undefined;

  constructor(connection: ImapConnection, quirks: ImapQuirks) {
    this.#connection = connection;
    this.#quirks = quirks;
    this.host = connection.host;
    const { client } = connection;
    const offered = readCapabilities(client.capabilities, client.enabled);
    this.capabilities = { ...offered, idle: offered.idle && quirks.idleMilliseconds > 0 };
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.#hear({ arrived: true, changed: false });
    });
    client.on('expunge', () => this.#hear({ arrived: false, changed: true }));
    client.on('flags', () => this.#hear({ arrived: false, changed: true }));
  }

  /** Why the session is over; undefined while it is not. */
  get ended(): Failure | undefined {
    return this.#connection.ended;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Every folder that holds mail of its own, with its role, in the server's order. */
  async listFolders(): Promise<ListedFolder[]> {
    const listed = await this.#connection.run(() => this.#connection.client.list({ listOnly: true }));
    const folders = listed.map((entry) => ({ ...named(entry), selectable: isSelectable(entry) }));
    const mail = folders.filter(
      (folder) => !isView(folder) && !(this.#quirks.listsFoldersWithoutMail && isNotMail(folder)),
    );
    const selectable = mail.filter((folder) => folder.selectable);
    const roles = folderRoles(selectable);
    const labels = this.capabilities.gmail ? gmailLabels(selectable) : new Map<string, string>();
    return mail.map((folder) => ({
      path: folder.path,
      name: folder.name,
      delimiter: folder.delimiter,
      role: roles.get(folder.path) ?? null,
      selectable: folder.selectable,
      label: labels.get(folder.path) ?? null,
    }));
  }

  /** STATUS (RFC 9051 6.3.11). @throws Failure `folder-not-selectable` */
  async status(path: string): Promise<FolderStatus> {
    const asked = { messages: true, uidNext: true, uidValidity: true, highestModseq: true };
    const status = await this.#connection.run(() => this.#connection.client.status(path, asked), path);
    if (!status) throw this.#refused('folder-not-selectable', path);
    return {
      messages: status.messages ?? 0,
      uidNext: status.uidNext || null,
      uidValidity: status.uidValidity === undefined ? null : Number(status.uidValidity),
      highestModseq: status.highestModseq?.toString() ?? null,
    };
  }

  /**
   * Selects a folder, anew even when it is selected already: its counts are fresh afterwards.
   * @throws Failure `folder-not-selectable`; `folder-invalid` where UIDVALIDITY is not a number of RFC 9051
   */
  async select(path: string): Promise<SelectedFolder> {
    if (path !== this.#selected) this.takeNews();
    this.#selected = path;
    let mailbox: MailboxObject;
    try {
      mailbox = await this.#connection.run(() => this.#connection.client.mailboxOpen(path), path);
    } catch (error) {
      throw this.#as('folder-not-selectable', this.#connection.failure(error, path));
    }
    const uidValidity = Number(mailbox.uidValidity ?? 0);
    if (!Number.isInteger(uidValidity) || uidValidity < 1 || uidValidity > maxUid) {
      throw new Failure({
        origin: 'provider',
        kind: 'folder-invalid',
        detail: { host: this.host, folder: path },
      });
    }
    return {
      path,
      uidValidity,
      uidNext: mailbox.uidNext || null,
      exists: mailbox.exists ?? 0,
      highestModseq: mailbox.noModseq ? null : (mailbox.highestModseq?.toString() ?? null),
    };
  }

  /**
   * Selects a folder unless it is selected, and answers its UIDVALIDITY. SELECT swallows what the server was about to say of flags
   * and expunges, so it is not repeated without need.
   * @throws Failure as `select`
   */
  async enter(path: string): Promise<number> {
    const { mailbox } = this.#connection.client;
    if (mailbox && path === this.#selected) return Number(mailbox.uidValidity);
    return (await this.select(path)).uidValidity;
  }

  /** Whether this is the folder whose news the server tells. */
  isIn(path: string): boolean {
    return path === this.#selected;
  }

  /** Lets the server say what it has to say of a folder, if that is the selected one; see `takeNews`. */
  async hearOut(path: string): Promise<void> {
    if (path === this.#selected) await this.#connection.run(() => this.#connection.client.noop());
  }

  /** UID SEARCH in the selected folder, ascending. Criteria stay flat: Exchange refuses nested ones. */
  async searchUids(query: UidQuery = {}): Promise<number[]> {
    const from = query.from ?? 1;
    const sets = query.among
      ? uidSets(query.among).map(({ text }) => text)
      : from > 1
        ? [`${from}:*`]
        : [null];
    const found: number[] = [];
    for (const uid of sets) {
      const criteria = {
        ...(uid === null ? {} : { uid }),
        ...(query.since ? { since: query.since } : {}),
        ...(query.messageId ? { header: { 'Message-ID': query.messageId } } : {}),
        ...(query.gmail ? { gmraw: query.gmail } : {}),
      };
      const answer = await this.#connection.run(() =>
        this.#connection.client.search(criteria, { uid: true }),
      );
      if (!Array.isArray(answer)) throw this.#connection.refusal();
      // `n:*` names the last message even where its UID is below n (RFC 9051, sequence-set).
      for (const each of answer) if (each >= from) found.push(each);
    }
    return found;
  }

  /**
   * FLAGS of the selected folder's messages with UIDs in a range, ascending; at Gmail the labels of those that changed as well,
   * which the mod-sequence of All Mail covers.
   * @param changedSince only those changed since this mod-sequence; needs CONDSTORE
   */
  async fetchFlags(range: { from: number; to: number | '*' }, changedSince?: string): Promise<StoredPlace[]> {
    const { exists = 0 } = this.#connection.client.mailbox || {};
    const modifier = changedSince === undefined ? '' : ` (CHANGEDSINCE ${changedSince})`;
    const items =
      changedSince !== undefined && this.capabilities.gmail ? 'UID FLAGS X-GM-LABELS' : 'UID FLAGS';
    const rows = await this.#fetch(`${range.from}:${range.to}`, items, exists, modifier);
    return rows
      .filter(({ uid, flags }) => uid >= range.from && flags !== undefined)
      .map(({ uid, flags, labels }) => ({ uid, flags: sortedFlags(flags), ...(labels ? { labels } : {}) }))
      .sort((a, b) => a.uid - b.uid);
  }

  /** X-GM-LABELS of messages in the selected folder, which tells all of them in All Mail alone. Whoever is gone is left out. */
  async fetchLabels(range: { from: number; to: number | '*' }): Promise<PlaceLabels[]> {
    const { exists = 0 } = this.#connection.client.mailbox || {};
    const rows = await this.#fetch(`${range.from}:${range.to}`, 'UID X-GM-LABELS', exists);
    return rows.flatMap(({ uid, labels }) => (labels && uid >= range.from ? [{ uid, labels }] : []));
  }

  /**
   * Structure of messages in the selected folder. A message whose structure cannot be read is still answered, with
   * `structureKnown` false; one that is gone is left out.
   */
  async fetchStructures(uids: readonly number[]): Promise<Arrival[]> {
    const items = `${listedItems}${this.#identityItems()}`;
    const arrivals = (await this.#fetchEach(uids, `${items} BODYSTRUCTURE`)).map(toArrival);
    const answered = new Set(arrivals.map(({ uid }) => uid));
    const unanswered = uids.filter((uid) => !answered.has(uid));
    if (unanswered.length > 0) {
      arrivals.push(...(await this.#fetchEach(unanswered, items)).map(toArrival));
    }
    return arrivals.sort((a, b) => a.uid - b.uid);
  }

  /** Which messages these are, by the server's own identity. Needs a server that has one; whoever is gone is left out. */
  async fetchSightings(uids: readonly number[]): Promise<Sighting[]> {
    const rows = await this.#fetchEach(uids, `UID FLAGS${this.#identityItems()}`);
    return rows.flatMap(({ uid, flags, emailId, labels }) =>
      emailId === undefined || flags === undefined
        ? []
        : [{ uid, flags: sortedFlags(flags), emailId, ...(labels ? { labels } : {}) }],
    );
  }

  /**
   * The first `maxBytes` of each text part asked for, undecoded, by UID and part. Messages that are gone are left out. Requests
   * for the same parts share a command.
   */
  async fetchTextParts(
    requests: readonly TextRequest[],
    maxBytes: number,
  ): Promise<Map<number, Map<string, Uint8Array>>> {
    const byParts = Map.groupBy(requests, ({ parts }) => parts.join(' '));
    const found = new Map<number, Map<string, Uint8Array>>();
    for (const group of byParts.values()) {
      const [{ parts } = { parts: [] }] = group;
      const uids = group.map(({ uid }) => uid).sort((a, b) => a - b);
      const items = parts.map((part) => `BODY.PEEK[${part}]<0.${maxBytes}>`).join(' ');
      for (const { uid, sections } of await this.#fetchEach(uids, `UID ${items}`)) {
        if (sections) found.set(uid, sections);
      }
    }
    return found;
  }

  /** The source of a message, at most `maxBytes` of it. Undefined when the message is gone. */
  async fetchSource(uid: number, maxBytes: number): Promise<Uint8Array | undefined> {
    const rows = await this.#fetch(String(uid), `UID BODY.PEEK[]<0.${maxBytes}>`, 1);
    return rows.find((row) => row.uid === uid)?.sections?.get('');
  }

  /**
   * A part with its transfer encoding removed, or the whole source as it is, in pieces. Nothing else may run on this session until
   * the stream has ended. RFC822.SIZE is an estimate on Exchange and takes no part in finding the end.
   * @throws Failure `not-found` when the message or the part is gone
   */
  async *streamPart(uid: number, part: string | 'source'): AsyncGenerator<Uint8Array> {
    const { client } = this.#connection;
    const download = await this.#connection.run(() =>
      client.download(String(uid), part === 'source' ? undefined : part, {
        uid: true,
        chunkSize: downloadChunk,
        decodeText: false,
      }),
    );
    if (!download.content) {
      throw new Failure({ origin: 'provider', kind: 'not-found', detail: { host: this.host } });
    }
    const stopWatching = this.#connection.expectBytes();
    try {
      for await (const chunk of download.content) yield chunk;
    } catch (error) {
      throw this.#connection.failure(error);
    } finally {
      stopWatching();
    }
  }

  /** UID STORE of one flag, silently. Messages that are gone are no error (RFC 9051 6.4.9). */
  async storeFlags(uids: readonly number[], flag: string, value: boolean): Promise<void> {
    const { client } = this.#connection;
    const options = { uid: true, silent: true };
    for (const { text } of uidSets([...uids].sort((a, b) => a - b))) {
      const stored = await this.#connection.run(() =>
        value
          ? client.messageFlagsAdd(text, [flag], options)
          : client.messageFlagsRemove(text, [flag], options),
      );
      if (!stored) throw this.#connection.refusal();
    }
  }

  /**
   * Gives messages labels of Gmail's and takes others from them. All Mail must be selected: in a label's own folder Gmail answers OK
   * to taking that label away, and keeps it. A label that does not exist is made. Messages that are gone are no error.
   * @param change labels as X-GM-LABELS tells them
   */
  async storeLabels(uids: readonly number[], { add, remove }: LabelChange): Promise<void> {
    const { client } = this.#connection;
    const options = { uid: true, useLabels: true };
    for (const { text } of uidSets([...uids].sort((a, b) => a - b))) {
      const stored = await this.#connection.run(
        async () =>
          // Added first: cut off in between, a message is in both folders, not in none.
          (add.length === 0 || (await client.messageFlagsAdd(text, [...add], options))) &&
          (remove.length === 0 || (await client.messageFlagsRemove(text, [...remove], options))),
      );
      if (!stored) throw this.#connection.refusal();
    }
  }

  /** APPEND (RFC 9051 6.3.12). The UID is null where the server has no UIDPLUS and could not be asked for it. */
  async append(
    path: string,
    raw: Uint8Array,
    flags: readonly string[],
    receivedAt: Date,
  ): Promise<{ uid: number | null }> {
    const answer = await this.#connection.run(
      () => this.#connection.client.append(path, raw, [...flags], receivedAt),
      path,
    );
    if (!answer) throw this.#connection.refusal(path);
    return { uid: answer.uid ?? null };
  }

  /**
   * Idles in the selected folder until there is news or `signal` aborts. The next command breaks IDLE by itself.
   * @throws Failure when the session ends meanwhile
   */
  async watch(signal: AbortSignal): Promise<void> {
    const wait = this.#awaitWake(signal);
    const left = new AbortController();
    try {
      let pause = shortestIdle;
      while (!wait.over) {
        const begun = performance.now();
        // imapflow's promise ends with the IDLE it stands for: when the server ended it unasked, or when it was the one before,
        // that a command had just broken. Without another one, new mail would not be heard of.
        await Promise.race([wait.promise, this.#idle()]);
        if (wait.over) break;
        if (performance.now() - begun > shortestIdle) pause = shortestIdle;
        else {
          // A server that ends every IDLE at once is asked less and less often.
          await Promise.race([wait.promise, setTimeout(pause, undefined, { signal: left.signal })]);
          pause = Math.min(2 * pause, longestIdlePause);
        }
      }
      await wait.promise;
    } finally {
      left.abort();
      wait.end();
    }
  }

  /**
   * Keeps the session without asking for news, until `signal` aborts.
   * @throws Failure when the session ends meanwhile
   */
  async rest(signal: AbortSignal): Promise<void> {
    const wait = this.#awaitWake(signal);
    try {
      await wait.promise;
    } finally {
      wait.end();
    }
  }

  /** What was said unasked about the selected folder since it was selected or since the last call. */
  takeNews(): News {
    const news = this.#news;
    this.#news = { arrived: false, changed: false };
    return news;
  }

  /** Resolves on news or when `signal` aborts, rejects when the session ends. */
  #awaitWake(signal: AbortSignal): { promise: Promise<void>; readonly over: boolean; end(): void } {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let over = false;
    const wake = () => {
      over = true;
      resolve();
    };
    const stopListening = this.#connection.onEnd((failure) => {
      over = true;
      reject(failure);
    });
    this.#newsListeners.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    if (signal.aborted || this.#hasNews()) wake();
    return {
      promise,
      get over() {
        return over;
      },
      end: () => {
        stopListening();
        signal.removeEventListener('abort', wake);
        this.#newsListeners.delete(wake);
      },
    };
  }

  /** The IDLE under way, or a new one: a second watch may begin before any command has broken the first one's. */
  #idle(): Promise<void> {
    this.#idling ??= this.#connection.client.idle().then(
      () => {
        this.#idling = undefined;
      },
      (error: unknown) => this.#connection.end(this.#connection.failure(error)),
    );
    return this.#idling;
  }

  #hear(news: News): void {
    this.#news = { arrived: this.#news.arrived || news.arrived, changed: this.#news.changed || news.changed };
    for (const listener of this.#newsListeners) listener();
  }

  #hasNews(): boolean {
    return this.#news.arrived || this.#news.changed;
  }

  /** Identities at the provider, where it has them: RFC 8474, or Gmail's own, with its labels. */
  #identityItems(): string {
    if (this.capabilities.objectId) return ' EMAILID THREADID';
    return this.capabilities.gmail ? ' X-GM-MSGID X-GM-THRID X-GM-LABELS' : '';
  }

  /**
   * UID FETCH in the selected folder.
   * @param most rows to be expected. A server that never stops answering would fill the memory that all accounts share, so one
   *   that answers far more than it was asked loses its connection.
   */
  async #fetch(range: string, items: string, most: number, modifier = ''): Promise<FetchRow[]> {
    await this.#stopIdling();
    const rows: FetchRow[] = [];
    await this.#connection.fetch(`UID FETCH ${range} (${items})${modifier}`, (row) => {
      rows.push(row);
      if (rows.length > most + unaskedRows) {
        throw new Failure({ origin: 'provider', kind: 'protocol-error', detail: { host: this.host } });
      }
    });
    return rows;
  }

  /** imapflow ends its IDLE before a command of its own, and knows nothing of ours. */
  async #stopIdling(): Promise<void> {
    if (this.#idling) await this.#connection.run(() => this.#connection.client.noop());
  }

  /** FETCH that one bad message cannot fail for the others: a refused or unreadable answer is asked for again in halves. */
  async #fetchEach(uids: readonly number[], items: string): Promise<FetchRow[]> {
    const rows: FetchRow[] = [];
    for (const set of uidSets(uids)) {
      try {
        const wanted = new Set(set.uids);
        for (const row of await this.#fetch(set.text, items, set.uids.length)) {
          if (wanted.has(row.uid)) rows.push(row);
          // Of a message that nobody asked for: its flags have changed meanwhile, and that is not told again.
          else if (tellsFlagsAlone(row)) this.#hear({ arrived: false, changed: true });
        }
      } catch (error) {
        const failure = this.#connection.failure(error);
        if (this.ended || failure.kind !== 'protocol-error') throw failure;
        if (set.uids.length <= 1) continue;
        const middle = set.uids.length >> 1;
        rows.push(...(await this.#fetchEach(set.uids.slice(0, middle), items)));
        rows.push(...(await this.#fetchEach(set.uids.slice(middle), items)));
      }
    }
    return rows;
  }

  #refused(kind: FailureKind, folder: string): Failure {
    return this.#as(kind, this.#connection.refusal(folder));
  }

  /** A refusal that the server gave no better name takes the name of what was asked for. */
  #as(kind: FailureKind, failure: Failure): Failure {
    if (this.ended || failure.kind !== 'protocol-error') return failure;
    const { origin, code, quote, detail } = failure;
    return new Failure({ origin, kind, code, quote, detail, cause: failure });
  }
}

function named(entry: ListResponse): NamedFolder {
  return { path: entry.path, name: entry.name, delimiter: entry.delimiter || null, attributes: entry.flags };
}

function isSelectable(entry: ListResponse): boolean {
  return ![...entry.flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag));
}
