/** The bytes of a message, or a function making them anew each time they are asked for. */
export type RawMessage = Uint8Array | (() => Uint8Array);

/** One message in one folder, as other parts see it. Changed only through its folder. */
export interface PracticeMessage {
  /** Unique identifier, ascending within the folder and never used again (RFC 9051 section 2.3.1.1). */
  readonly uid: number;
  readonly flags: ReadonlySet<string>;
  /** When the server received it (RFC 9051 section 2.3.3), whole seconds. */
  readonly internalDate: Date;
  /** Exact length of `raw()` in bytes. */
  readonly size: number;
  /** Modification sequence (RFC 7162) of the last change to flags or labels. */
  readonly modseq: number;
  /** Gmail labels: folder names, or system labels such as `\Inbox`; empty elsewhere. */
  readonly labels: ReadonlySet<string>;
  /** The same for every copy of one message in a mailbox (RFC 8474 EMAILID, X-GM-MSGID): a decimal number. */
  readonly emailId: string;
  /** The conversation (RFC 8474 THREADID, X-GM-THRID): a decimal number. */
  readonly threadId: string;
  raw(): Uint8Array;
}

/** What copies of a message share. */
export interface MessageContent {
  readonly raw: RawMessage;
  readonly size: number;
  readonly receivedAt: number;
  readonly emailId: string | number;
  readonly threadId: string | undefined;
}

/** Gmail's message identifiers are 64-bit numbers; starting here keeps ours out of JavaScript's exact integers. */
const FIRST_EMAIL_ID = 1_800_000_000_000_000_000n;

export class StoredMessage implements PracticeMessage {
  readonly uid: number;
  readonly content: MessageContent;
  flags: ReadonlySet<string>;
  labels: ReadonlySet<string>;
  modseq: number;

  constructor(
    uid: number,
    content: MessageContent,
    state: { flags: ReadonlySet<string>; labels: ReadonlySet<string>; modseq: number },
  ) {
    this.uid = uid;
    this.content = content;
    this.flags = state.flags;
    this.labels = state.labels;
    this.modseq = state.modseq;
  }

  get size(): number {
    return this.content.size;
  }

  get internalDate(): Date {
    return new Date(this.content.receivedAt);
  }

  get emailId(): string {
    const { emailId } = this.content;
    return typeof emailId === 'string' ? emailId : String(FIRST_EMAIL_ID + BigInt(emailId));
  }

  get threadId(): string {
    return this.content.threadId ?? this.emailId;
  }

  raw(): Uint8Array {
    const { raw } = this.content;
    return typeof raw === 'function' ? raw() : raw;
  }
}
