/** What people asked for, until the provider has it: changes of mail, and mail to be sent. */
import type { Generated } from 'kysely';

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
