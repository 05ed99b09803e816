import type { AccountEventKind, FailureKind } from '@mailroom/model';

/** Something that happened to an account's connection; its time is now. */
export interface ConnectionEvent {
  kind: AccountEventKind;
  /** Null where nothing failed. */
  failure: FailureKind | null;
  /** How long it is waited because of it. Milliseconds. */
  wait: number;
}

/** What an owner sees of an account's last weeks. */
export interface EventPort {
  /** Adds it to those of its kind of this hour, so that what happens all the time costs a row an hour. */
  record(accountId: string, event: ConnectionEvent): Promise<void>;
}
