/**
 * The tables, as the newest migration leaves them. Times are milliseconds since 1970, truths are 0 and 1, lists and objects are
 * JSON text: the forms that every engine stores alike.
 */
import type { Generated } from 'kysely';

export interface SettingsTable {
  name: string;
  value: string;
}

export interface ProviderAppsTable {
  id: Generated<number>;
  provider: string;
  name: string;
  cloud_id: string;
  access: string;
  /** Empty at Google. */
  tenant: string;
  /** Empty while the registration is still to be made. */
  client_id: string;
  failure: string | null;
  created_at: number;
}

export interface AppCredentialsTable {
  id: Generated<number>;
  provider_app_id: number;
  kind: string;
  /** Sealed: a client secret, or a certificate's private key. Null where the platform keeps it. */
  secret: string | null;
  /** X.509, PEM: public. */
  certificate: string | null;
  hint: string;
  /** Calendar date. */
  expires: string | null;
  failure: string | null;
  created_at: number;
}

export interface ConsentLinksTable {
  /** SHA-256 of the `state` parameter. */
  state_hash: string;
  provider_app_id: number;
  expires_at: number;
}

export interface ConsentsTable {
  id: Generated<number>;
  provider_app_id: number;
  tenant: string | null;
  failure: string | null;
  at: number;
}

export interface AnnouncedNoticesTable {
  credential_id: number;
  /** The threshold, days before the end. */
  days: number;
  /** Person id; empty for the log. */
  recipient: string;
  at: number;
}

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

export interface FoldersTable {
  id: Generated<number>;
  account_id: number;
  path: string;
  name: string;
  delimiter: string | null;
  role: string | null;
  selectable: number;
  uid_validity: number | null;
  uid_next: number | null;
  highest_modseq: string | null;
  listed_from: number | null;
  server_messages: number | null;
  /** MAILBOXID (RFC 8474). */
  mailbox_id: string | null;
  /** As X-GM-LABELS names it, and the folder whose UIDs its places carry: see messages/labels.ts. Null for folders of messages. */
  label: string | null;
  label_of: number | null;
  /** Places stored here, and those whose message is unread: kept by folders/counts.ts. */
  messages: Generated<number>;
  unread: Generated<number>;
}

export interface ConversationsTable {
  id: Generated<number>;
  account_id: number;
  /** What follows is told by the messages: kept by conversations/aggregates.ts. */
  subject: Generated<string>;
  snippet: Generated<string>;
  participants: Generated<string>;
  messages: Generated<number>;
  unread: Generated<number>;
  flagged: Generated<number>;
  answered: Generated<number>;
  has_attachments: Generated<number>;
  latest_at: Generated<number>;
  first_message: Generated<number>;
  last_message: Generated<number>;
  /** The head of a thread that is too long for one conversation, in each of its parts and in the head. See conversations/split.ts. */
  part_of: Generated<number | null>;
}

export interface ThreadKeysTable {
  account_id: number;
  /** See conversations/thread-key.ts. */
  key_hash: number;
  conversation_id: number;
}

export interface MessagesTable {
  /** Receive second × 2^20 + tie-breaker: see messages/message-id.ts. */
  id: number;
  account_id: number;
  conversation_id: number;
  /** See messages/identity.ts; null where nothing identifies it. */
  identity: string | null;
  /** As the header spells it, for answering. */
  message_id: string | null;
  /** `threadKey` of its own identifier, for recognising what was sent. */
  own_key: number | null;
  references: string;
  subject: string;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  reply_to: string;
  sent_at: number | null;
  received_at: number;
  size: number;
  seen: number;
  flagged: number;
  answered: number;
  draft: number;
  snippet: string;
  has_attachments: number;
  attachments: string;
  text_parts: string;
  structure_known: number;
  body_state: string;
  body_reason: string | null;
  joined: string;
  /** See conversations/subject.ts. */
  subject_key: number | null;
  loose: number;
  /** When its last place went; null while it has one. */
  orphaned_at: number | null;
}

export interface PlacesTable {
  folder_id: number;
  uid: number;
  message_id: number;
  /** Server flags, sorted, separated by spaces (no flag holds one: RFC 9051 `flag-keyword` is an atom). */
  flags: string;
  /** The engine's `placeMark` of UID and flags. */
  mark: number;
  /** When the server's flags last changed here. */
  updated_at: number;
  /** An intent takes the message away from here: kept for the synchronisation, shown to nobody. */
  leaving: Generated<number>;
  /** The server's flags hold `\Deleted`: likewise. */
  deleted: Generated<number>;
}

export interface TrafficTable {
  account_id: number;
  /** Hours since 1970. */
  hour: number;
  /** What the provider's mail server sent in that hour. */
  octets: number;
}

export interface BodiesTable {
  message_id: number;
  text: string;
  html: string | null;
}

export interface ReadingTriesTable {
  message_id: number;
  /** Readings begun; the row goes when one ends. */
  tries: number;
}

export interface QuarantineTable {
  message_id: number;
  account_id: number;
  reason: string;
  /** Of Mailroom; another one tries again. */
  release: string;
  at: number;
}

export interface IntentsTable {
  id: Generated<number>;
  account_id: number;
  message_id: number;
  person_id: string;
  /** `flag`, `move` or `delete`. */
  kind: string;
  /** Of a flag. */
  flag: string | null;
  value: number | null;
  /** Where the message lies; null when it had no place, or that folder is gone. */
  folder_id: number | null;
  /** Which of the folder's places is moved or deleted; null while the message is still on its way there. */
  uid: number | null;
  /** Where a move leads; null when that folder is gone. */
  target_id: number | null;
  state: string;
  /** The engine's `MoveStep`, JSON; null is `wanted`. */
  journal: string | null;
  /** How often the provider put it off. */
  attempts: Generated<number>;
  failure: string | null;
  created_at: number;
}

export interface OutgoingTable {
  id: Generated<number>;
  account_id: number;
  person_id: string;
  conversation_id: number | null;
  state: string;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  html: string;
  text: string;
  snippet: string;
  in_reply_to: string | null;
  references: string;
  /** Message-ID that Mailroom gave, and the one that the provider gave in its place. */
  message_id: string | null;
  server_message_id: string | null;
  raw: Uint8Array | null;
  attempts: Generated<number>;
  failure: string | null;
  wait_until: number | null;
  created_at: number;
  sent_at: number | null;
}

export interface DeliveriesTable {
  outgoing_id: number;
  position: number;
  recipient: string;
  state: string;
  failure: string | null;
}

export interface IdempotencyKeysTable {
  person_id: string;
  key: string;
  /** SHA-256 of the request, so that a key used again for something else is noticed. */
  request_hash: string;
  outgoing_id: number;
  created_at: number;
}

export interface ChangesTable {
  seq: Generated<number>;
  noun: string;
  entity_id: string | null;
  account_id: number | null;
  /** The account's owner: reads the end of an account that is no longer theirs to name. */
  owner: string | null;
  op: string;
  at: number;
}

export interface Tables {
  settings: SettingsTable;
  provider_apps: ProviderAppsTable;
  app_credentials: AppCredentialsTable;
  consent_links: ConsentLinksTable;
  consents: ConsentsTable;
  announced_notices: AnnouncedNoticesTable;
  accounts: AccountsTable;
  credentials: CredentialsTable;
  link_attempts: LinkAttemptsTable;
  folders: FoldersTable;
  conversations: ConversationsTable;
  thread_keys: ThreadKeysTable;
  messages: MessagesTable;
  places: PlacesTable;
  traffic: TrafficTable;
  bodies: BodiesTable;
  reading_tries: ReadingTriesTable;
  quarantine: QuarantineTable;
  intents: IntentsTable;
  outgoing: OutgoingTable;
  deliveries: DeliveriesTable;
  idempotency_keys: IdempotencyKeysTable;
  changes: ChangesTable;
}
