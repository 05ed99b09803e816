/** Another client's hands: what somebody else's mail program does to the mailbox while Mailroom synchronises it. */

export interface SeenMessage {
  uid: number;
  flags: readonly string[];
}

export interface Delivery {
  flags?: readonly string[];
  receivedAt: Date;
}

/** Folders are named by path with `/` between levels. What is not there any more is passed over in silence. */
export interface Hands {
  /** Folders that messages may be put into, INBOX first. */
  folders(): Promise<string[]>;
  messages(path: string): Promise<SeenMessage[]>;
  deliver(path: string, raw: Uint8Array, delivery: Delivery): Promise<void>;
  setFlag(path: string, uid: number, flag: string, value: boolean): Promise<void>;
  move(path: string, uid: number, to: string): Promise<void>;
  copy(path: string, uid: number, to: string): Promise<void>;
  expunge(path: string, uids: readonly number[]): Promise<void>;
  createFolder(path: string): Promise<void>;
  renameFolder(from: string, to: string): Promise<void>;
  deleteFolder(path: string): Promise<void>;
  /** Numbers a folder anew: another UIDVALIDITY, other UIDs, the same messages (RFC 9051 2.3.1.1). */
  renumber(path: string): Promise<void>;
  close(): Promise<void>;
}
