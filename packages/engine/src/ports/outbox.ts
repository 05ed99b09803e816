/** What sending needs from the store. Each step stores where it stands before it acts (states: model `outgoingState`). */
import type { DeliveryState, FailureWire, MailAddress, OutgoingState } from '@mailroom/model';

export interface OutgoingRecord {
  id: string;
  accountId: string;
  state: OutgoingState;
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  subject: string;
  html: string;
  text: string;
  /** Message-ID of the answered message, in angle brackets; null for a message that answers none. */
  inReplyTo: string | null;
  /** Ancestors of the answered message, oldest first, in angle brackets, without itself (RFC 5322 3.6.4). */
  references: string[];
  /** Recipients not yet accepted by the server. */
  recipients: string[];
  /** Set from `composed` on. */
  messageId: string | null;
  raw: Uint8Array | null;
  /** Times it was put off (`saveWaiting`) since a person last handed it over. */
  attempts: number;
  createdAt: Date;
}

export interface DeliveryResult {
  recipient: string;
  state: DeliveryState;
  failure: FailureWire | null;
}

export interface OutboxPort {
  /** The oldest outgoing of the account whose next step is due: `queued`, `composed`, or `waiting` past its time. */
  nextDue(accountId: string, now: Date): Promise<OutgoingRecord | undefined>;
  /** When the earliest `waiting` one is due; null when none waits. */
  nextDueAt(accountId: string): Promise<Date | null>;
  /** Sent, but no copy seen in the Sent folder yet. */
  unfiled(accountId: string): Promise<OutgoingRecord[]>;
  /** At start: what a process that died left `transmitting` becomes `unknown`. Answers their ids. */
  settleInterrupted(accountId: string): Promise<string[]>;
  saveComposed(id: string, composed: { raw: Uint8Array; messageId: string }): Promise<void>;
  /** Atomic claim: answers false if the state is no longer `composed`, and then nothing may be transmitted. */
  claimTransmission(id: string): Promise<boolean>;
  saveDeliveries(id: string, results: readonly DeliveryResult[]): Promise<void>;
  /** `serverMessageId`: the Message-ID the provider gave it instead of ours; replies may name either. */
  saveSent(id: string, sent: { serverMessageId: string | null; at: Date }): Promise<void>;
  saveFiled(id: string): Promise<void>;
  saveWaiting(id: string, until: Date, failure: FailureWire): Promise<void>;
  saveFailed(id: string, failure: FailureWire): Promise<void>;
  saveUnknown(id: string, failure: FailureWire): Promise<void>;
}
