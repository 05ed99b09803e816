/** Mail, as it lies in folders and reads as conversations. */
import type { Generated } from 'kysely';

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
  /** Why it could not be opened at the last look, and when; null where it could. */
  refusal: Generated<string | null>;
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
