import type { MailboxChange } from './change.ts';
import { canonicalFlag, flagSet, labelSet } from './flags.ts';
import { type MessageContent, type PracticeMessage, type RawMessage, StoredMessage } from './message.ts';

/** Special uses of RFC 6154, with Gmail's \Important (RFC 8457). */
export type SpecialUse =
  | '\\All'
  | '\\Archive'
  | '\\Drafts'
  | '\\Flagged'
  | '\\Important'
  | '\\Junk'
  | '\\Sent'
  | '\\Trash';

export interface FolderOptions {
  specialUse?: SpecialUse;
  /** False for a name that only holds other folders (\Noselect). Default true. */
  selectable?: boolean;
  uidValidity?: number;
}

export interface AppendOptions {
  flags?: Iterable<string>;
  /** Default: the mailbox's clock. */
  internalDate?: Date;
  labels?: Iterable<string>;
  /** Default: a new number. */
  emailId?: string;
  /** Default: the message's own `emailId`, a conversation of one. */
  threadId?: string;
  /** Bytes a generating function will produce; without it the function is called once to measure. */
  size?: number;
}

/** A message that is gone, remembered so that QRESYNC can say so later (RFC 7162 section 3.2.10). */
export interface Vanished {
  readonly uid: number;
  readonly modseq: number;
}

/** What a folder needs from the mailbox it belongs to. */
export interface FolderHost {
  now(): Date;
  nextEmailId(): number;
  nextFolderId(): number;
  announce(change: MailboxChange): void;
}

/**
 * One folder: messages ordered by UID, flags, modification sequences. Its methods are another client's hands:
 * whoever calls them changes the mailbox, and every session is told as IMAP prescribes.
 */
export class PracticeFolder {
  path: string;
  readonly specialUse: SpecialUse | undefined;
  /** Stays when the folder is renamed, unlike its path (RFC 8474 MAILBOXID). */
  readonly mailboxId: string;
  selectable: boolean;
  subscribed = true;
  uidValidity: number;
  uidNext = 1;
  highestModseq = 1;
  readonly #host: FolderHost;
  #messages: StoredMessage[] = [];
  #vanished: Vanished[] = [];

  constructor(path: string, options: FolderOptions & { uidValidity: number }, host: FolderHost) {
    this.path = path;
    this.specialUse = options.specialUse;
    this.selectable = options.selectable ?? true;
    this.uidValidity = options.uidValidity;
    this.mailboxId = `F${host.nextFolderId()}`;
    this.#host = host;
  }

  /** Ordered by UID; the message at index `i` has sequence number `i + 1`. */
  get messages(): readonly PracticeMessage[] {
    return this.#messages;
  }

  byUid(uid: number): PracticeMessage | undefined {
    return this.#find(uid);
  }

  /** Messages whose UID is at least `uid` start at this index of `messages`. */
  indexFromUid(uid: number): number {
    return lowerBound(this.#messages, (message) => message.uid >= uid);
  }

  /** Messages removed after this modification sequence, oldest first. */
  vanishedSince(modseq: number): readonly Vanished[] {
    return this.#vanished.slice(lowerBound(this.#vanished, (entry) => entry.modseq > modseq));
  }

  append(raw: RawMessage, options: AppendOptions = {}): PracticeMessage {
    const received = (options.internalDate ?? this.#host.now()).getTime();
    const content: MessageContent = {
      raw,
      size: typeof raw === 'function' ? (options.size ?? raw().length) : raw.length,
      receivedAt: Math.floor(received / 1000) * 1000,
      emailId: options.emailId ?? this.#host.nextEmailId(),
      threadId: options.threadId,
    };
    return this.#add(content, flagSet(options.flags ?? []), labelSet(options.labels ?? []));
  }

  setFlags(uid: number, flags: Iterable<string>): PracticeMessage {
    const message = this.#require(uid);
    return this.#change(message, flagSet(flags), message.labels);
  }

  addFlags(uid: number, flags: Iterable<string>): PracticeMessage {
    const message = this.#require(uid);
    return this.#change(message, flagSet([...message.flags, ...flags]), message.labels);
  }

  removeFlags(uid: number, flags: Iterable<string>): PracticeMessage {
    const message = this.#require(uid);
    const gone = new Set([...flags].map(canonicalFlag));
    return this.#change(
      message,
      flagSet([...message.flags].filter((flag) => !gone.has(flag))),
      message.labels,
    );
  }

  /** Replaces the Gmail labels of a message. */
  setLabels(uid: number, labels: Iterable<string>): PracticeMessage {
    const message = this.#require(uid);
    return this.#change(message, message.flags, labelSet(labels));
  }

  /** Removes a message for good. Absent UIDs are ignored, as UID EXPUNGE ignores them (RFC 4315). */
  expunge(uid: number): void {
    const index = this.indexFromUid(uid);
    const message = this.#messages[index];
    if (message?.uid !== uid) return;
    this.#messages.splice(index, 1);
    this.#forget(message);
  }

  /** Forgets what was removed, so that no later QRESYNC tells of it (RFC 7162 3.2.5.2 would have it tell more, not less). */
  forgetRemoved(): void {
    this.#vanished = [];
  }

  /** Removes many messages in one pass. */
  expungeAll(uids: ReadonlySet<number>): void {
    const gone = this.#messages.filter((message) => uids.has(message.uid));
    this.#messages = this.#messages.filter((message) => !uids.has(message.uid));
    for (const message of gone) this.#forget(message);
  }

  /** The copy keeps flags, labels, date and identity, and has a UID of its own. */
  copy(uid: number, toFolder: PracticeFolder): PracticeMessage {
    const message = this.#require(uid);
    return toFolder.#add(message.content, message.flags, message.labels);
  }

  move(uid: number, toFolder: PracticeFolder): PracticeMessage {
    const copy = this.copy(uid, toFolder);
    this.expunge(uid);
    return copy;
  }

  /**
   * Gives the folder a new UIDVALIDITY and its messages new UIDs, counted from 1, as when a mailbox was
   * restored or migrated (RFC 9051 section 2.3.1.1).
   */
  renumber(uidValidity: number = this.uidValidity + 1): void {
    const before = this.#messages;
    this.uidValidity = uidValidity;
    this.uidNext = before.length + 1;
    this.highestModseq += 1;
    this.#vanished = [];
    this.#messages = before.map(
      ({ content, flags, labels }, index) =>
        new StoredMessage(index + 1, content, { flags, labels, modseq: this.highestModseq }),
    );
    this.#host.announce({ kind: 'folder-renumbered', folder: this });
  }

  #add(content: MessageContent, flags: ReadonlySet<string>, labels: ReadonlySet<string>): PracticeMessage {
    this.highestModseq += 1;
    const message = new StoredMessage(this.uidNext, content, { flags, labels, modseq: this.highestModseq });
    this.uidNext += 1;
    this.#messages.push(message);
    this.#host.announce({ kind: 'message-added', folder: this, message });
    return message;
  }

  #change(message: StoredMessage, flags: ReadonlySet<string>, labels: ReadonlySet<string>): PracticeMessage {
    // Sets are shared, so identity is equality; a change that changes nothing keeps the mod-sequence.
    if (message.flags === flags && message.labels === labels) return message;
    const before = { flags: message.flags, labels: message.labels };
    this.highestModseq += 1;
    message.flags = flags;
    message.labels = labels;
    message.modseq = this.highestModseq;
    this.#host.announce({ kind: 'message-changed', folder: this, message, before });
    return message;
  }

  #forget(message: StoredMessage): void {
    this.highestModseq += 1;
    this.#vanished.push({ uid: message.uid, modseq: this.highestModseq });
    this.#host.announce({ kind: 'message-removed', folder: this, message });
  }

  #find(uid: number): StoredMessage | undefined {
    const message = this.#messages[this.indexFromUid(uid)];
    return message?.uid === uid ? message : undefined;
  }

  #require(uid: number): StoredMessage {
    const message = this.#find(uid);
    if (!message) throw new Error(`No message with UID ${uid} in ${this.path}`);
    return message;
  }
}

/** Index of the first entry satisfying `reached`, in a list where all entries after it satisfy it too. */
function lowerBound<T>(entries: readonly T[], reached: (entry: T) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && reached(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}
