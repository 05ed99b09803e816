/** Accounts, what opens them, and how they are doing. */
import type { Generated } from 'kysely';

export interface AccountsTable {
  id: Generated<number>;
  /** Person id. */
  owner: string;
  provider: string;
  address: string;
  /** The sign-in that opens it, where that is not the mailbox's own. */
  signed_in_as: string | null;
  access: string;
  name: string;
  state: string;
  failure: string | null;
  progress: string | null;
  sync_since: number | null;
  first_sync_done: Generated<number>;
  /** Which mailbox it is at the provider; unique per owner. Null once unlinking, so that it can be linked anew at once. */
  provider_key: string | null;
  provider_app_id: number | null;
  /** MailHost. Null with a provider app: its cloud says. */
  imap: string | null;
  smtp: string | null;
  last_synced_at: number | null;
  next_sync_at: number | null;
  created_at: number;
  /** Null while it works. Kept over attempts that come to nothing. */
  unwell_since: Generated<number | null>;
  /** `person` or `administrator`; null unless it is paused. */
  paused_by: Generated<string | null>;
  /** When its owner was asked to see to it; null once it works. */
  asked_at: Generated<number | null>;
  /** When it is deleted, its owner having left; null otherwise. */
  purge_at: Generated<number | null>;
  /** INTERNALDATE of the newest mail that came in after the first synchronisation, and when it was stored. */
  last_arrival_at: Generated<number | null>;
  last_arrival_stored_at: Generated<number | null>;
}

/** See migrations/0021-account-counts.ts. */
export interface AccountCountsTable {
  account_id: number;
  messages: number;
  unread: number;
}

export interface CredentialsTable {
  account_id: number;
  /** Login names to try, JSON list, best first. */
  login_names: string;
  /** The login name that the server accepted. */
  imap_user: string | null;
  smtp_user: string | null;
  /** Sealed, as are the tokens. */
  imap_password: string | null;
  smtp_password: string | null;
  access_token: string | null;
  access_expires_at: number | null;
  refresh_token: string | null;
  token_scope: string | null;
  token_version: Generated<number>;
  /** While somebody refreshes the tokens of this version. */
  refresh_claimed_until: Generated<number | null>;
}

export interface LinkAttemptsTable {
  id: Generated<number>;
  /** SHA-256 of the `state` parameter. */
  state_hash: string;
  person_id: string;
  /** SHA-256 of the browser session that began it. */
  session_hash: string;
  provider_app_id: number;
  /** Set when an account is reconnected. */
  account_id: number | null;
  /** Set when a shared mailbox is linked through a delegate's sign-in. */
  shared_address: string | null;
  nonce: string;
  /** Sealed. */
  code_verifier: string;
  redirect_uri: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface TrafficTable {
  account_id: number;
  /** Hours since 1970. */
  hour: number;
  /** What the provider's mail server sent in that hour. */
  octets: number;
}

/** What happened to an account's connection, hour by hour. */
export interface AccountEventsTable {
  account_id: number;
  /** Hours since 1970. */
  hour: number;
  /** The model's `accountEventKind`. */
  kind: string;
  /** The model's `failureKind`; empty where nothing failed. */
  failure: string;
  times: number;
  /** Milliseconds, all times together. */
  waited: number;
  last_at: number;
}

export interface CompletenessChecksTable {
  account_id: number;
  /** While somebody has asked for one that has not begun. */
  asked_at: number | null;
  /** Of the one that runs. */
  begun_at: number | null;
  /** Of the last one that ended. */
  ended_at: number | null;
  /** How often the one that runs was begun. */
  attempts: Generated<number>;
  progress: string | null;
  /** Of the last one that ended. */
  outcome: string | null;
}

export interface AlertsTable {
  kind: string;
  /** Id of what it is about; empty where there is only one. */
  subject: string;
  /** Person id of who was told; empty: when it was first seen. */
  recipient: string;
  at: number;
}
