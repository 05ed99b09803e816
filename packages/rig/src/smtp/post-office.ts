/** What the submission server needs of the practice mailboxes behind it. */
export interface PostOffice {
  /**
   * Where mail to an address goes: into a practice `mailbox`, out to a `correspondent` of the practice world (a customer
   * or supplier, whose mailbox nobody here can look into), or to a `stranger`.
   */
  reach(address: string): 'mailbox' | 'correspondent' | 'stranger';
  /** Puts a message into the Inbox of a practice mailbox. */
  deliver(address: string, message: Buffer, at: Date): void;
  /** Puts the copy of what a mailbox submitted into its Sent folder, read. */
  fileSent(address: string, message: Buffer, at: Date): void;
}

/** One accepted message, so that a test can count what really left. */
export interface Transmission {
  /** The mailbox that signed in. */
  readonly mailbox: string;
  /** MAIL FROM. */
  readonly from: string;
  /** Every RCPT TO that was accepted. */
  readonly recipients: readonly string[];
  /** The Message-ID the client wrote, with angle brackets; undefined when it wrote none. */
  readonly submittedId: string | undefined;
  /** The Message-ID the recipients see, with angle brackets. */
  readonly messageId: string;
  /** The message as submitted. */
  readonly submitted: Buffer;
  readonly at: Date;
  /** False when the connection was cut before the reply: accepted, and the client does not know. */
  readonly answered: boolean;
}
