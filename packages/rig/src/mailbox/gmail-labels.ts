import type { MailboxChange } from './change.ts';
import type { PracticeFolder } from './folder.ts';
import type { PracticeMailbox } from './mailbox.ts';
import type { PracticeMessage } from './message.ts';

const SYSTEM_LABELS: Readonly<Record<string, string>> = {
  '\\Drafts': '\\Draft',
  '\\Flagged': '\\Starred',
  '\\Important': '\\Important',
  '\\Sent': '\\Sent',
};

/** Folders that hold messages apart from all labels. */
const APART = new Set(['\\Junk', '\\Trash']);

const inStep = new WeakSet<PracticeMailbox>();

/** The label a folder stands for in Gmail; undefined for All Mail, Spam and Trash. */
export function labelOfFolder(folder: PracticeFolder): string | undefined {
  if (folder.path === 'INBOX') return '\\Inbox';
  const { specialUse } = folder;
  if (specialUse === '\\All' || (specialUse !== undefined && APART.has(specialUse))) return undefined;
  return (specialUse && SYSTEM_LABELS[specialUse]) ?? folder.path;
}

/**
 * Makes a mailbox behave as Gmail's: folders are labels. A message is once in All Mail and once in the folder of each
 * of its labels, under one identity, with the same flags everywhere; adding or taking away a label puts it into a
 * folder or takes it out; what goes to Spam or Trash loses its labels. A label renamed keeps its messages, one deleted
 * leaves them in All Mail. Calling it again changes nothing.
 */
export function keepLabelsInStep(mailbox: PracticeMailbox): void {
  if (inStep.has(mailbox)) return;
  inStep.add(mailbox);
  const labels = new LabelKeeper(mailbox);
  mailbox.subscribe((change) => labels.hear(change));
  for (const folder of mailbox.folders()) {
    for (const message of [...folder.messages]) labels.hear({ kind: 'message-added', folder, message });
  }
}

class LabelKeeper {
  readonly #mailbox: PracticeMailbox;
  /** Where each message is: identity → folder → UID. */
  readonly #places = new Map<string, Map<PracticeFolder, number>>();
  #busy = false;

  constructor(mailbox: PracticeMailbox) {
    this.#mailbox = mailbox;
  }

  hear(change: MailboxChange): void {
    // What the keeper itself does needs remembering, but no keeping.
    const own = this.#busy;
    this.#busy = true;
    try {
      if (change.kind === 'message-added') this.#remember(change.folder, change.message);
      if (change.kind === 'message-removed') this.#forget(change.folder, change.message);
      if (change.kind === 'folder-renumbered') this.#renumbered(change.folder);
      if (own) return;
      if (change.kind === 'message-added') this.#added(change.folder, change.message);
      if (change.kind === 'message-removed') this.#removed(change.folder, change.message);
      if (change.kind === 'message-changed') this.#changed(change.message, change.before.labels);
      if (change.kind === 'folder-renamed') this.#renamed(change.folder, change.from);
      if (change.kind === 'folder-deleted') this.#deleted(change.folder);
    } finally {
      this.#busy = own;
    }
  }

  #added(folder: PracticeFolder, message: PracticeMessage): void {
    if (folder.specialUse !== undefined && APART.has(folder.specialUse)) {
      for (const [other, uid] of this.#placesOf(message)) if (other !== folder) other.expunge(uid);
      if (message.labels.size > 0) folder.setLabels(message.uid, []);
      return;
    }
    const label = labelOfFolder(folder);
    this.#apply(message, new Set(label === undefined ? message.labels : [...message.labels, label]));
  }

  #removed(folder: PracticeFolder, message: PracticeMessage): void {
    if (folder.specialUse === '\\All') {
      for (const [other, uid] of this.#placesOf(message)) other.expunge(uid);
      return;
    }
    const label = labelOfFolder(folder);
    const [place] = this.#placesOf(message);
    const remaining = place?.[0].byUid(place[1]);
    if (label !== undefined && remaining) {
      this.#apply(remaining, new Set([...remaining.labels].filter((other) => other !== label)));
    }
  }

  /** \Flagged and the label \Starred are one: whichever of them changed, the other follows. */
  #changed(message: PracticeMessage, labelsBefore: ReadonlySet<string>): void {
    const byLabel = message.labels.has('\\Starred') !== labelsBefore.has('\\Starred');
    const starred = byLabel ? message.labels.has('\\Starred') : message.flags.has('\\Flagged');
    const labels = new Set(message.labels);
    const flags = new Set(message.flags);
    if (starred) {
      labels.add('\\Starred');
      flags.add('\\Flagged');
    } else {
      labels.delete('\\Starred');
      flags.delete('\\Flagged');
    }
    this.#apply(message, labels, flags);
  }

  #renamed(folder: PracticeFolder, from: string): void {
    const label = labelOfFolder(folder);
    if (label === undefined) return;
    for (const message of [...folder.messages]) {
      this.#apply(message, new Set([...[...message.labels].filter((other) => other !== from), label]));
    }
  }

  #deleted(folder: PracticeFolder): void {
    const label = labelOfFolder(folder);
    for (const message of folder.messages) {
      this.#forget(folder, message);
      const [place] = this.#placesOf(message);
      const remaining = place?.[0].byUid(place[1]);
      if (label === undefined || !remaining) continue;
      this.#apply(remaining, new Set([...remaining.labels].filter((other) => other !== label)));
    }
  }

  /**
   * Gives every copy these labels and flags, and puts copies where the labels say. \Deleted is a matter of the folder: a message that
   * is to leave one label stays in the others.
   */
  #apply(
    message: PracticeMessage,
    labels: ReadonlySet<string>,
    flags: ReadonlySet<string> = message.flags,
  ): void {
    for (const folder of this.#mailbox.folders()) {
      const place = this.#places.get(message.emailId)?.get(folder);
      const label = labelOfFolder(folder);
      const belongs = folder.specialUse === '\\All' || (label !== undefined && labels.has(label));
      if (belongs && place === undefined && folder.selectable) {
        const copy = this.#holder(message).copy(message.uid, folder);
        folder.removeFlags(copy.uid, ['\\Deleted']);
      }
    }
    for (const [folder, uid] of this.#placesOf(message)) {
      const label = labelOfFolder(folder);
      if (label !== undefined && !labels.has(label)) {
        folder.expunge(uid);
      } else {
        const deleted = folder.byUid(uid)?.flags.has('\\Deleted') ? ['\\Deleted'] : [];
        folder.setFlags(uid, [...[...flags].filter((flag) => flag !== '\\Deleted'), ...deleted]);
        folder.setLabels(uid, labels);
      }
    }
  }

  #holder(message: PracticeMessage): PracticeFolder {
    for (const [folder, uid] of this.#placesOf(message)) if (folder.byUid(uid) === message) return folder;
    throw new Error(`Message ${message.emailId} is in no folder of ${this.#mailbox.address}`);
  }

  #placesOf(message: PracticeMessage): [PracticeFolder, number][] {
    return [...(this.#places.get(message.emailId) ?? [])];
  }

  #remember(folder: PracticeFolder, message: PracticeMessage): void {
    const places = this.#places.get(message.emailId) ?? new Map<PracticeFolder, number>();
    this.#places.set(message.emailId, places);
    const earlier = places.get(folder);
    places.set(folder, message.uid);
    // A label is there once, however often a message is copied to it.
    if (earlier !== undefined && earlier !== message.uid) folder.expunge(earlier);
  }

  /** The same messages in the same folder, under other UIDs. */
  #renumbered(folder: PracticeFolder): void {
    for (const { emailId, uid } of folder.messages) this.#places.get(emailId)?.set(folder, uid);
  }

  #forget(folder: PracticeFolder, message: PracticeMessage): void {
    const places = this.#places.get(message.emailId);
    if (places?.get(folder) !== message.uid) return;
    places.delete(folder);
    if (places.size === 0) this.#places.delete(message.emailId);
  }
}
