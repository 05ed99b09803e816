/** What pushing intents needs from the store (IMAP STORE, RFC 9051 6.4.6). */
import type { FailureWire } from '@mailroom/model';

/** Intents of one flag and value in one folder, merged: pushing them is one UID STORE. */
export interface FlagPush {
  intentIds: number[];
  folderPath: string;
  uidValidity: number;
  uids: number[];
  /** `\Seen`, `\Flagged` or `\Answered`. */
  flag: string;
  value: boolean;
}

export interface IntentPort {
  /** Oldest first; only the newest intent per message and flag survives merging, older ones are settled by it. */
  nextPushes(accountId: string): Promise<FlagPush[]>;
  settle(
    intentIds: readonly number[],
    outcome: { state: 'done' } | { state: 'given-up'; failure: FailureWire },
  ): Promise<void>;
}
