/**
 * What pushing intents needs from the store. The store decides what is to be done now, merged into commands; the engine does it and
 * says how it ended. Every method may be repeated: a push that died half-way is taken up where its journal stands.
 */
import type { FailureWire } from '@mailroom/model';

/** The folder that the messages lie in; its UIDs are good for this UIDVALIDITY only. */
interface FromFolder {
  folderPath: string;
  uidValidity: number;
}

/** Intents of one flag and value in one folder: one UID STORE (RFC 9051 6.4.6). */
export interface FlagPush extends FromFolder {
  kind: 'flag';
  intentIds: number[];
  uids: number[];
  /** `\Seen`, `\Flagged` or `\Answered`. */
  flag: string;
  value: boolean;
}

/** Labels of Gmail's given to messages of All Mail, and taken from them; named as X-GM-LABELS names them. */
export interface LabelPush extends FromFolder {
  kind: 'label';
  intentIds: number[];
  uids: number[];
  add: string[];
  remove: string[];
}

/** Intents to move from one folder to another. */
export interface MovePush extends FromFolder {
  kind: 'move';
  targetPath: string;
  messages: MovingMessage[];
}

export interface MovingMessage {
  intentId: number;
  uid: number;
  step: MoveStep;
  /** By what its copy is recognised where the server does not name it: header as spelled, RFC822.SIZE, INTERNALDATE. */
  messageId: string | null;
  size: number;
  receivedAt: Date;
}

/**
 * ```
 * wanted ──▶ copying ──server confirms──▶ copied ──original is gone──▶ (settled)
 * ```
 * Written before what it names is done, so that after a crash it is known what may have been done.
 */
export type MoveStep =
  | { at: 'wanted' }
  /** COPY or MOVE may have been sent. */
  | { at: 'copying'; target: TargetBefore }
  | { at: 'copied'; copy: CopiedTo };

/** A folder before a copy was asked for: ours has at least this UID, while UIDVALIDITY is the same. */
export interface TargetBefore {
  uidValidity: number;
  uidNext: number;
}

/** Where the server put a copy (COPYUID, RFC 4315 3, or found by looking). */
export interface CopiedTo {
  uidValidity: number;
  uid: number;
}

/** Messages to be removed for ever: `\Deleted`, and UID EXPUNGE of these UIDs alone. */
export interface DeletePush extends FromFolder {
  kind: 'delete';
  intentIds: number[];
  uids: number[];
}

export type Push = FlagPush | LabelPush | MovePush | DeletePush;

/** `marked`: the server has no UIDPLUS, so the original is left with `\Deleted`, which other programs may still show. */
export type Removal = 'removed' | 'marked';

export interface MovedMessage {
  intentId: number;
  /** Null where the target was looked at and does not hold it: somebody has moved it on, and a pull that finds it knows it again. */
  copy: CopiedTo | null;
  original: Removal;
}

export interface IntentPort {
  /**
   * What may be done now, oldest first: of each message only its first intents, those before the next one that depends on them. Asked
   * again once these are settled. What needs no command (the flag is so already, the message has left) is settled by this call.
   */
  nextPushes(accountId: string): Promise<Push[]>;
  /**
   * Messages that were `marked` for want of UIDPLUS and are marked still, for a server that has it now. Those that are gone, or that
   * somebody has unmarked, are settled by this call.
   */
  markedPushes(accountId: string): Promise<DeletePush[]>;
  /**
   * Notes that a copy is about to be asked for.
   * @returns the intents that are still wanted: a person may have taken one back meanwhile
   */
  beginMoves(intentIds: readonly number[], target: TargetBefore): Promise<number[]>;
  /** Notes the copies that the server confirmed, before the originals are touched. */
  saveCopies(copies: readonly { intentId: number; copy: CopiedTo }[]): Promise<void>;
  /** Flags and labels are as wanted at the server. */
  settle(intentIds: readonly number[]): Promise<void>;
  settleMoved(moved: readonly MovedMessage[]): Promise<void>;
  /** The messages had left their folder when their turn came, or are deleted. */
  settleGone(intentIds: readonly number[], removal: Removal): Promise<void>;
  /** The server refuses for good: the screen shows again what the server has, and the person is told. */
  giveUp(intentIds: readonly number[], failure: FailureWire): Promise<void>;
  /** The server refuses for now. After several times it is given up. */
  postpone(intentIds: readonly number[], failure: FailureWire): Promise<void>;
}
