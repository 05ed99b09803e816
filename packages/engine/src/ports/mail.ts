/**
 * What pulling mail needs from the store. Every method that changes something writes the change log in the same transaction, and is safe to
 * repeat: a pull that died half-way is simply run again. What is told of many rows may take several transactions, one after the other.
 */
import type { Attachment, FailureKind, FolderRole, MailAddress } from '@mailroom/model';

export interface ListedFolder {
  path: string;
  name: string;
  delimiter: string | null;
  role: FolderRole | null;
  selectable: boolean;
  /**
   * Set where the folder is one of Gmail's labels and All Mail is listed too: the name that X-GM-LABELS tells of a message that it
   * shows. Such a folder is never selected to be pulled; its places follow from the labels of the messages in All Mail.
   */
  label?: string | null;
  /** Path under which the store knows it, where it has another one now: its places stay. */
  renamedFrom?: string;
}

/** Where the store stands with a folder. A null `uidValidity` has never been selected. */
export interface FolderRecord extends ListedFolder {
  id: number;
  accountId: string;
  /** Of a label: the folder whose UIDs its places carry, and that commands about them go to. Null for any other folder. */
  labelOf: number | null;
  uidValidity: number | null;
  uidNext: number | null;
  /** RFC 7162 mod-sequence: a 63-bit number, decimal text. Null where the server has none. */
  highestModseq: string | null;
  /** Lowest UID of a completed listing; below it lies mail from before the sync start. Null until the first listing is complete. */
  listedFrom: number | null;
  /** MESSAGES at the last completed pull: a server with CONDSTORE alone need not raise HIGHESTMODSEQ on an expunge. */
  serverMessages: number | null;
  /** MAILBOXID (RFC 8474): stays with a folder that is renamed, and is never another's. Null where the server has none. */
  mailboxId: string | null;
  /** Why it could not be opened at the last look; null where it could. */
  refusal: FailureKind | null;
}

export interface FolderSync {
  uidValidity: number;
  /** First UID not yet pulled: everything below it and from `listedFrom` on is stored. Null while the first listing runs. */
  uidNext: number | null;
  highestModseq: string | null;
  listedFrom: number | null;
  /** MESSAGES as the server reports it. */
  serverMessages: number;
  /** As in `FolderRecord`; undefined leaves what is stored. */
  mailboxId?: string | null;
}

export interface StoredPlace {
  uid: number;
  /** Sorted server flags and keywords as the server spelled them, e.g. `\Seen`. */
  flags: string[];
  /** X-GM-LABELS, decoded; undefined where they were not told. */
  labels?: readonly string[];
}

/** The labels of a stored place, as X-GM-LABELS names them. */
export interface PlaceLabels {
  uid: number;
  labels: readonly string[];
}

/** A range of UIDs, both ends included. */
export interface UidWindow {
  from: number;
  to: number;
}

/** What a window holds, told short: see sync/place-mark.ts. */
export interface PlaceSum {
  count: number;
  /** Marks of the window's places, added up. */
  sum: number;
}

/** A place, told short: see sync/place-mark.ts. */
export interface PlaceMark {
  uid: number;
  mark: number;
}

/** By what a message is known again under its UID. */
export interface PlaceIdentity {
  uid: number;
  messageId: string | null;
  size: number;
}

/** One leaf of BODYSTRUCTURE that holds text to read. */
export interface TextPart {
  /** Part number, or `TEXT` where only the whole body can be asked for. */
  part: string;
  mediaType: 'text/plain' | 'text/html';
  charset: string | null;
  encoding: string | null;
  size: number | null;
}

/** A message as its structure tells it, before any body is read. */
export interface Arrival {
  uid: number;
  flags: string[];
  /** X-GM-LABELS, decoded; undefined where the server has none. */
  labels?: readonly string[];
  /** INTERNALDATE. */
  receivedAt: Date;
  /** RFC822.SIZE: exact on most servers, an estimate on Exchange. */
  size: number;
  /** Identity at the provider: EMAILID (RFC 8474) or X-GM-MSGID. Null where the server has none. */
  emailId: string | null;
  /** THREADID or X-GM-THRID. */
  threadId: string | null;
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  subject: string;
  from: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  replyTo: MailAddress[];
  sentAt: Date | null;
  textParts: TextPart[];
  attachments: Attachment[];
  /** False when BODYSTRUCTURE could not be read: the whole source is fetched and parsed instead. */
  structureKnown: boolean;
}

/** A message of a folder by its identity at the provider, before anything else of it is asked for. */
export interface Sighting extends StoredPlace {
  /** EMAILID (RFC 8474) or X-GM-MSGID. */
  emailId: string;
}

export interface PendingBody {
  messageId: number;
  folderId: number;
  folderPath: string;
  uidValidity: number;
  uid: number;
  size: number;
  textParts: TextPart[];
  structureKnown: boolean;
  /** What is searched beside the body: see `searchableHeader` in words/. */
  header: string;
  /** How often reading it was begun and never ended: the reading thread, or the whole process, died. */
  deaths: number;
}

export type ReadBody =
  | {
      messageId: number;
      state: 'stored';
      text: string;
      html: string | null;
      /** First words for the list, at most 200 characters, white space folded. */
      snippet: string;
      /** What it is found by: distinct folded words of header and text, separated by spaces. */
      words: string;
      /** Set where the source had to be parsed whole and told more than the structure did. */
      attachments?: Attachment[];
    }
  | {
      messageId: number;
      state: 'unreadable';
      reason: string;
      /** Set where reading it ended its thread each time: the message is quarantined, and named to its owner. */
      killed?: true;
      /** Those of the header. */
      words: string;
    };

export interface PartAddress {
  accountId: string;
  messageId: number;
  /** False: part numbers are those that reading the whole source gave, and no server knows them. */
  structureKnown: boolean;
  places: { folderPath: string; uidValidity: number; uid: number }[];
}

export interface MailPort {
  listFolders(accountId: string): Promise<FolderRecord[]>;
  /**
   * Makes the stored list equal the server's. A folder that is gone loses its places; its messages stay where other places hold them.
   * A folder that becomes a label of All Mail, or no longer is one, begins anew: its UIDs are those of another folder from then on.
   */
  saveFolderList(accountId: string, listed: ListedFolder[]): Promise<FolderRecord[]>;
  /** The folder could not be opened, or could again (null): its owner sees which are left out, and why. */
  saveFolderRefusal(folderId: number, refusal: FailureKind | null): Promise<void>;
  /** The folder, and all below it, have another path now; whatever was stored of them stays. */
  renameFolder(folderId: number, path: string): Promise<void>;
  saveFolderSync(folderId: number, sync: FolderSync): Promise<void>;
  /**
   * UIDVALIDITY changed (RFC 9051 2.3.1.1): all places of the folder are void; messages wait to be matched again. Cut off in between, the
   * folder has no `uidValidity` and some of its places left, and is to be reset again before anything is listed.
   */
  resetFolder(folderId: number, uidValidity: number): Promise<void>;
  /** Nothing of the folder is to be kept: all its places go, and what no other folder holds is forgotten as orphans are. Repeatable. */
  forgetFolder(folderId: number): Promise<void>;
  /** Ascending by UID. */
  places(folderId: number, range?: UidWindow): Promise<StoredPlace[]>;
  /** The first and the last places of a folder, at most so many of each, ascending by UID. */
  placeIdentities(folderId: number, ofEach: number): Promise<PlaceIdentity[]>;
  /** One sum for each window, in their order: windows whose sums are the server's need not be read row by row. */
  placeSums(folderId: number, windows: readonly UidWindow[]): Promise<PlaceSum[]>;
  /** The places of windows, one window after the other, each ascending by UID. */
  placeMarks(folderId: number, windows: readonly UidWindow[]): Promise<PlaceMark[]>;
  /**
   * Adds places, and the messages that are new. A message already known (same `emailId`, else the same Message-ID, size and
   * receive time in this account) gets a further place instead: a move on the server keeps what the team added to it.
   * Decides the conversation of each new message. Rows for UIDs already stored are updated, not doubled.
   */
  addArrivals(folderId: number, arrivals: readonly Arrival[]): Promise<{ newMessages: number }>;
  /**
   * Gives messages that are stored already a further place each, and answers the UIDs of those: of the others the structure is
   * needed. What was not stored before is not stored after.
   */
  addKnown(folderId: number, sightings: readonly Sighting[]): Promise<ReadonlySet<number>>;
  /**
   * Makes the label folders show exactly the places of All Mail that carry their label. UIDs that are not stored, and labels without
   * a folder, are passed over; what is the same already is not written.
   *
   * @returns how many places of labels were added or taken away
   */
  saveLabels(folderId: number, places: readonly PlaceLabels[]): Promise<number>;
  /** Server flags win, except a flag for which an intent is still on its way. */
  saveFlags(folderId: number, places: readonly StoredPlace[]): Promise<void>;
  /** Messages left without a place vanish from lists, and from the store once `forgetOrphans` is called. */
  removePlaces(folderId: number, uids: readonly number[]): Promise<void>;
  /** Deletes messages that have had no place since before `before`; called after a complete pull over all folders. */
  forgetOrphans(accountId: string, before: Date): Promise<void>;
  /** Newest first. */
  pendingBodies(accountId: string, limit: number): Promise<PendingBody[]>;
  countPendingBodies(accountId: string): Promise<number>;
  /**
   * Stores text and indexes it for search: the index first, so that what is stored as read can be found. Calls may overlap; while
   * one stores its bodies, the next is indexed.
   */
  saveBodies(bodies: readonly ReadBody[]): Promise<void>;
  /** Starts what `saveBodies` needs, where it does not run: that takes time, and can be done before there is anything to store. */
  warm(): void;
  /**
   * Says before messages are read that they will be: `deaths` of each rises by one, until `saveBodies` says what became of it. So what a
   * message does to the process that reads it is known to the next one.
   */
  noteTries(messageIds: readonly number[]): Promise<void>;
  /** Where a message's bytes can be asked for now. Undefined when the message is gone. */
  partAddress(messageId: number): Promise<PartAddress | undefined>;
}
