/** Who may see whose mail, and what is on record of it. */
import type { Generated } from 'kysely';

export interface AccountSharesTable {
  id: Generated<number>;
  account_id: number;
  /** Either a person or a group. */
  person_id: string | null;
  group_id: number | null;
  /** `SharedLevel`. */
  level: string;
  /** Person id. */
  granted_by: string;
  created_at: number;
}

export interface ConversationSharesTable {
  id: Generated<number>;
  account_id: number;
  /** The conversation that it follows, wherever merges lead it; null once that is gone. What may be seen is in `shared_messages`. */
  conversation_id: number | null;
  person_id: string;
  /** Whether messages that come into the conversation later belong to it. */
  future: number;
  granted_by: string;
  created_at: number;
}

export interface SharedMessagesTable {
  share_id: number;
  message_id: number;
}

export interface BreakGlassTable {
  id: Generated<number>;
  account_id: number;
  /** The administrator who reads. */
  person_id: string;
  reason: string;
  began_at: number;
  ends_at: number;
  /** When it was ended before its time. */
  ended_at: number | null;
  /** When its owner was told by mail. */
  mailed_at: number | null;
  /** When its owner has taken note. */
  read_at: number | null;
}

export interface AuditTable {
  id: Generated<number>;
  at: number;
  /** Person id, or `mailroom`. */
  actor: string;
  action: string;
  /** Also of an account that is gone. */
  account_id: number | null;
  subject_kind: string | null;
  subject_id: string | null;
  /** `AuditDetail`. */
  detail: string;
  session_id: string | null;
  key_id: string | null;
  network: string | null;
}
