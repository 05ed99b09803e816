import type { MailboxChange, PracticeFolder, PracticeMailbox, PracticeMessage } from '../mailbox/index.ts';
import { type Ranges, resolveSet, type SequenceSet } from './grammar/sequence-set.ts';

/** A message as this session numbers it. `message` is absent once another session has expunged it. */
export interface Row {
  readonly sequence: number;
  readonly uid: number;
  readonly message: PracticeMessage | undefined;
}

/** What happened since the session was last told. */
export interface News {
  /** Greatest sequence number first, so that each number is right when the client reads it. */
  readonly vanished: readonly { readonly sequence: number; readonly uid: number }[];
  /** Number of messages now, if messages arrived. */
  readonly exists: number | undefined;
  readonly changed: readonly Row[];
}

/**
 * The selected folder as one session knows it. Sequence numbers are a matter between this session and its client:
 * a message stays numbered until the client has been told that it is gone (RFC 9051 section 7.5.1).
 */
export class SelectedView {
  readonly folder: PracticeFolder;
  readonly readOnly: boolean;
  /** Messages with a greater UID are \Recent here. */
  readonly recentAfter: number;
  /** Called after every change that concerns this view; set while the client idles. */
  onNews: (() => void) | undefined;
  #uids: number[];
  #toldUidNext: number;
  readonly #vanished = new Set<number>();
  readonly #changed = new Set<number>();
  readonly #unsubscribe: () => void;

  constructor(
    mailbox: PracticeMailbox,
    folder: PracticeFolder,
    options: { readOnly: boolean; recentAfter: number; onVoid: (reason: string) => void },
  ) {
    this.folder = folder;
    this.readOnly = options.readOnly;
    this.recentAfter = options.recentAfter;
    this.#uids = folder.messages.map(({ uid }) => uid);
    this.#toldUidNext = folder.uidNext;
    this.#unsubscribe = mailbox.subscribe((change) => {
      if (change.folder === folder) this.#hear(change, options.onVoid);
    });
  }

  close(): void {
    this.#unsubscribe();
    this.onNews = undefined;
  }

  /** Number of messages the client knows of. */
  get exists(): number {
    return this.#uids.length;
  }

  get uids(): readonly number[] {
    return this.#uids;
  }

  isRecent(uid: number): boolean {
    return uid > this.recentAfter;
  }

  get recent(): number {
    return this.#uids.length - this.#lowerBound(this.recentAfter + 1);
  }

  sequenceOf(uid: number): number | undefined {
    const index = this.#lowerBound(uid);
    return this.#uids[index] === uid ? index + 1 : undefined;
  }

  /** @returns undefined if a sequence number is beyond the folder, which the grammar forbids a client to send. */
  rows(set: SequenceSet, byUid: boolean): Row[] | undefined {
    return byUid ? this.#rowsByUid(this.uidRanges(set)) : this.#rowsBySequence(resolveSet(set, this.exists));
  }

  uidRanges(set: SequenceSet): Ranges {
    return resolveSet(set, this.#uids.at(-1) ?? 0);
  }

  allRows(): Row[] {
    return this.#uids.map((uid, index) => this.#row(index, uid));
  }

  /** The client has been told of this change, or made it and did not want to hear of it. */
  told(uid: number): void {
    this.#changed.delete(uid);
  }

  get hasNews(): boolean {
    return this.#vanished.size > 0 || this.#changed.size > 0 || this.folder.uidNext > this.#toldUidNext;
  }

  /** Takes what is to be told now. `vanished` waits while the protocol forbids to tell it. */
  takeNews(tellVanished: boolean): News {
    const vanished = tellVanished ? this.#takeVanished() : [];
    const before = this.#uids.length;
    this.#takeArrivals();
    const changed: Row[] = [];
    for (const uid of this.#changed) {
      const index = this.#lowerBound(uid);
      if (this.#uids[index] === uid && !this.#vanished.has(uid)) changed.push(this.#row(index, uid));
    }
    this.#changed.clear();
    changed.sort((one, other) => one.sequence - other.sequence);
    return { vanished, exists: this.#uids.length > before ? this.#uids.length : undefined, changed };
  }

  #hear(change: MailboxChange, onVoid: (reason: string) => void): void {
    if (change.kind === 'folder-deleted') onVoid('Selected mailbox was deleted');
    if (change.kind === 'folder-renumbered') onVoid('Selected mailbox has a new UIDVALIDITY');
    if (change.kind === 'message-changed' && change.message.uid < this.#toldUidNext) {
      this.#changed.add(change.message.uid);
    }
    if (change.kind === 'message-removed' && change.message.uid < this.#toldUidNext) {
      this.#vanished.add(change.message.uid);
    }
    this.onNews?.();
  }

  #takeVanished() {
    const vanished: { sequence: number; uid: number }[] = [];
    if (this.#vanished.size === 0) return vanished;
    for (const uid of this.#vanished) {
      const sequence = this.sequenceOf(uid);
      if (sequence !== undefined) vanished.push({ sequence, uid });
    }
    vanished.sort((one, other) => other.sequence - one.sequence);
    if (vanished.length === 1) this.#uids.splice((vanished[0]?.sequence ?? 1) - 1, 1);
    else this.#uids = this.#uids.filter((uid) => !this.#vanished.has(uid));
    this.#vanished.clear();
    return vanished;
  }

  #takeArrivals(): void {
    const { messages } = this.folder;
    for (let index = this.folder.indexFromUid(this.#toldUidNext); index < messages.length; index += 1) {
      this.#uids.push(messages[index]?.uid ?? 0);
    }
    this.#toldUidNext = this.folder.uidNext;
  }

  #rowsBySequence(ranges: Ranges): Row[] | undefined {
    const rows: Row[] = [];
    for (const [from, to] of ranges) {
      if (from < 1 || to > this.#uids.length) return undefined;
      for (let sequence = from; sequence <= to; sequence += 1) {
        rows.push(this.#row(sequence - 1, this.#uids[sequence - 1] ?? 0));
      }
    }
    return rows;
  }

  #rowsByUid(ranges: Ranges): Row[] {
    const rows: Row[] = [];
    for (const [from, to] of ranges) {
      for (let index = this.#lowerBound(from); index < this.#uids.length; index += 1) {
        const uid = this.#uids[index] ?? 0;
        if (uid > to) break;
        rows.push(this.#row(index, uid));
      }
    }
    return rows;
  }

  #row(index: number, uid: number): Row {
    return { sequence: index + 1, uid, message: this.folder.byUid(uid) };
  }

  #lowerBound(uid: number): number {
    let low = 0;
    let high = this.#uids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#uids[middle] ?? 0) >= uid) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
