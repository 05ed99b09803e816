/** What a completeness check needs from the store: what it knows of checks, and the mending of what the provider has no part in. */
import type { CheckOutcome, CheckProgress, Mended } from '@mailroom/model';

/** Where an account stands with its checks. */
export interface CheckRecord {
  /** A person has asked for one that has not begun. */
  asked: boolean;
  /** One was begun and has not ended: it was cut off, or runs. */
  begun: boolean;
  /** When the last one ended; null where none ever did. */
  endedAt: Date | null;
  /** When the account was linked. */
  linkedAt: Date;
}

export interface CompletenessPort {
  read(accountId: string): Promise<CheckRecord>;
  /** @returns which attempt this is: 1, or more where earlier ones were cut off */
  begin(accountId: string): Promise<number>;
  saveProgress(accountId: string, progress: CheckProgress): Promise<void>;
  /** Stores what was found, with its event. */
  end(accountId: string, outcome: CheckOutcome): Promise<void>;
  /**
   * Entries of folders that lead to no message go, so that comparing with the provider's list finds them missing; and what comparing adds
   * up is made to follow from the entries themselves.
   */
  mendPlaces(accountId: string): Promise<Mended>;
  /**
   * What follows from the stored messages is told anew where it differs: which are shown, their flags, texts that are to be fetched
   * again, the search index, counts, conversations. Done in steps that keep nobody waiting.
   */
  mendStore(accountId: string): Promise<Mended>;
}
