/**
 * A logged-in IMAP session in which failure is an exception. Commands run one at a time and in order; whoever calls awaits each
 * before the next. What imapflow answers with `false` or `undefined` never leaves this folder.
 */
import { Failure, type FailureKind } from '@mailroom/model';
import type { MailboxObject } from 'imapflow';
import type { Arrival, ListedFolder, PlaceLabels, Sighting, StoredPlace } from '../../ports/mail.ts';
import { type ImapCapabilities, readCapabilities } from './capabilities.ts';
import type { ImapConnection } from './connection.ts';
import type { FlagTable } from './fetch/flag-table.ts';
import { type Changes, MessageFetch, placesOf, type TextRequest } from './fetching.ts';
import { FilingCommands } from './filing.ts';
import { type FolderStatus, listFolders, readStatus, readStatuses } from './folder-list.ts';
import { type LabelChange, storeLabels } from './label-commands.ts';
import { type News, NewsWatch } from './news.ts';
import type { ImapQuirks } from './quirks.ts';
import { searchUids, type UidQuery } from './search.ts';
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
  /** MAILBOXID (RFC 8474); null where the server has none. */
  mailboxId: string | null;
}

const maxUid = 0xffff_ffff;
const downloadChunk = 1024 * 1024;

export class ImapSession {
  readonly capabilities: ImapCapabilities;
  readonly host: string;
  /** Moving and removing messages and folders. */
  readonly filing: FilingCommands;
  readonly #connection: ImapConnection;
  readonly #quirks: ImapQuirks;
  readonly #news: NewsWatch;
  readonly #fetch: MessageFetch;
  #selected: string | undefined;
  /** Paths by the names on the wire of the last LIST. */
  #rawNames: ReadonlyMap<string, string> = new Map();

  constructor(connection: ImapConnection, quirks: ImapQuirks) {
    this.#connection = connection;
    this.#quirks = quirks;
    this.host = connection.host;
    this.filing = new FilingCommands(connection);
    const { client } = connection;
    const offered = readCapabilities(client.capabilities, client.enabled);
    this.capabilities = { ...offered, idle: offered.idle && quirks.idleMilliseconds > 0 };
    this.#news = new NewsWatch(connection);
    this.#fetch = new MessageFetch({
      connection,
      capabilities: this.capabilities,
      news: this.#news,
      exists: () => this.exists,
    });
  }

  /** Why the session is over; undefined while it is not. */
  get ended(): Failure | undefined {
    return this.#connection.ended;
  }

  /** Octets that the server has sent. */
  get received(): number {
    return this.#connection.client.stats().received;
  }

  /** Octets that the provider sends a mailbox in a day, to all programs together; null where nothing is said. */
  get dailyOctets(): number | null {
    return this.#quirks.dailyOctets;
  }

  /** Messages in the selected folder, as far as the server has told. */
  get exists(): number {
    const { mailbox } = this.#connection.client;
    return mailbox ? (mailbox.exists ?? 0) : 0;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Every folder that holds mail of its own, with its role, in the server's order. */
  async listFolders(): Promise<ListedFolder[]> {
    const { gmail } = this.capabilities;
    const { folders, rawNames } = await listFolders(this.#connection, { ...this.#quirks, gmail });
    this.#rawNames = rawNames;
    return folders;
  }

  /** STATUS (RFC 9051 6.3.11). @throws Failure `folder-not-selectable` */
  async status(path: string): Promise<FolderStatus> {
    const status = await readStatus(this.#connection, path);
    if (!status) throw this.#refused('folder-not-selectable', path);
    return status;
  }

  /**
   * The counts of all folders of the last LIST in one command (RFC 5819), by path. Folders that the server says nothing of are left
   * out; undefined where it takes no such command.
   */
  async statuses(): Promise<Map<string, FolderStatus> | undefined> {
    if (!this.capabilities.listStatus) return undefined;
    const items = ['MESSAGES', 'UIDNEXT', 'UIDVALIDITY', 'UNSEEN'];
    if (this.capabilities.condstore) items.push('HIGHESTMODSEQ');
    if (this.capabilities.objectId) items.push('MAILBOXID');
    await this.#news.stopIdling();
    try {
      return await readStatuses(this.#connection, this.#rawNames, items);
    } catch (error) {
      // Some servers announce it and answer BAD; each folder is asked by itself then.
      const failure = this.#connection.failure(error);
      if (this.ended || failure.kind !== 'protocol-error') throw failure;
      return undefined;
    }
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
      highestModseq: this.#keepsModseqs(mailbox) ? (mailbox.highestModseq?.toString() ?? null) : null,
      mailboxId: mailbox.mailboxId ?? null,
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
    return path === this.#selected && this.#connection.client.mailbox !== false;
  }

  /** Lets the server say what it has to say of a folder, if that is the selected one; see `takeNews`. */
  async hearOut(path: string): Promise<void> {
    if (this.isIn(path)) await this.#connection.run(() => this.#connection.client.noop());
  }

  /** UID SEARCH in the selected folder, ascending. */
  searchUids(query: UidQuery = {}): Promise<number[]> {
    return searchUids(this.#connection, query);
  }

  /** FLAGS of the selected folder's messages with UIDs in a range. */
  flagTable(range: { from: number; to: number | '*' }): Promise<FlagTable> {
    return this.#fetch.flags(range);
  }

  /** As `flagTable`, a row an object. */
  async fetchFlags(range: { from: number; to: number | '*' }): Promise<StoredPlace[]> {
    return placesOf(await this.#fetch.flags(range));
  }

  /** X-GM-LABELS of messages in the selected folder, which tells all of them in All Mail alone. Whoever is gone is left out. */
  fetchLabels(range: { from: number; to: number | '*' }): Promise<PlaceLabels[]> {
    return this.#fetch.labels(range);
  }

  /**
   * What changed in the selected folder since a mod-sequence, from a UID on (RFC 7162 3.1.4.1, 3.2.6); at Gmail the labels as well, which
   * the mod-sequence of All Mail covers. Needs CONDSTORE.
   */
  changesSince(from: number, modseq: string): Promise<Changes> {
    return this.#fetch.changesSince(from, modseq);
  }

  /**
   * Structure of messages in the selected folder. A message whose structure cannot be read is still answered, with
   * `structureKnown` false; one that is gone is left out.
   */
  fetchStructures(uids: readonly number[]): Promise<Arrival[]> {
    return this.#fetch.structures(uids);
  }

  /**
   * The same of the newest messages, by their numbers in the folder, so that no UID need be known. Who cannot be read is left out, and
   * to a listing by UIDs.
   * @param after leaves out as many of the newest
   */
  fetchNewest(count: number, after = 0): Promise<Arrival[]> {
    const last = this.exists - after;
    return last < 1 ? Promise.resolve([]) : this.#fetch.newest(Math.max(1, last - count + 1), last);
  }

  /** The same of all messages from a UID on; as many as were announced unless one of them could not be read. */
  fetchArrivedFrom(uid: number, announced: number): Promise<Arrival[]> {
    return this.#fetch.arrivedFrom(uid, announced);
  }

  /** Which messages these are, by the server's own identity. Needs a server that has one; whoever is gone is left out. */
  fetchSightings(uids: readonly number[]): Promise<Sighting[]> {
    return this.#fetch.sightings(uids);
  }

  /**
   * The first `maxBytes` of each text part asked for, undecoded, by UID and part. Messages that are gone are left out. Requests
   * for the same parts share a command.
   */
  fetchTextParts(
    requests: readonly TextRequest[],
    maxBytes: number,
  ): Promise<Map<number, Map<string, Uint8Array>>> {
    return this.#fetch.textParts(requests, maxBytes);
  }

  /** The source of a message, at most `maxBytes` of it. Undefined when the message is gone. */
  fetchSource(uid: number, maxBytes: number): Promise<Uint8Array | undefined> {
    return this.#fetch.source(uid, maxBytes);
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
  storeLabels(uids: readonly number[], change: LabelChange): Promise<void> {
    return storeLabels(this.#connection, uids, change);
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
  watch(signal: AbortSignal): Promise<void> {
    return this.#news.watch(signal);
  }

  /**
   * Keeps the session without asking for news, until `signal` aborts.
   * @throws Failure when the session ends meanwhile
   */
  rest(signal: AbortSignal): Promise<void> {
    return this.#news.rest(signal);
  }

  /** The same as `takeNews`, which it leaves to be taken. */
  get news(): News {
    return this.#news.heard;
  }

  /** What was said unasked about the selected folder since it was selected or since the last call. */
  takeNews(): News {
    return this.#news.take();
  }

  /** Dovecot tells mod-sequences even where it does not offer CONDSTORE, and then need not keep them right. */
  #keepsModseqs({ noModseq }: MailboxObject): boolean {
    return this.capabilities.condstore && !noModseq;
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
